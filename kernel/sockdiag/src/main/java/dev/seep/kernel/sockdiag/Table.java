package dev.seep.kernel.sockdiag;

/// A protocol whose sockets the kernel lists. Those of the internet cover IPv4 and IPv6.
public enum Table {
  /// All states, with the sockets that are bound and do nothing (Linux 6.8 and later lists them).
  TCP(0, 6, 1),
  /// Connections of multipath TCP: each is a socket of this protocol on top of TCP ones that carry
  /// the same inode.
  MPTCP(1, 262, 1),
  UDP(2, 17, 2),
  UDPLITE(3, 136, 2),
  RAW(4, 255, 3),
  UNIX(5, 0, 1),
  NETLINK(6, 0, 3),
  PACKET(7, 0, 3);

  private static final Table[] BY_CODE = new Table[values().length];

  static {
    for (Table table : values()) {
      BY_CODE[table.code] = table;
    }
  }

  private final int code;
  private final int protocol;
  private final int type;

  Table(int code, int protocol, int type) {
    this.code = code;
    this.protocol = protocol;
    this.type = type;
  }

  /// By which a packed row remembers its table.
  byte code() {
    return (byte) code;
  }

  static Table ofCode(byte code) {
    return BY_CODE[code];
  }

  /// `IPPROTO_…` of netinet/in.h; 0 for a family without protocols of the internet.
  int protocol() {
    return protocol;
  }

  /// `SOCK_…` of the sockets in it.
  int type() {
    return type;
  }

  boolean isInternet() {
    return protocol != 0;
  }

  boolean hasTcpInfo() {
    return this == TCP;
  }
}

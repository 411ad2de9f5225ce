package dev.seep.kernel.sockdiag;

/// A protocol whose sockets the kernel lists. Those of the internet cover IPv4 and IPv6.
public enum Table {
  /// All states, with the sockets that are bound and do nothing (Linux 6.8 and later lists them).
  TCP(6, 1),
  /// Connections of multipath TCP: each is a socket of this protocol on top of TCP ones that carry
  /// the same inode.
  MPTCP(262, 1),
  UDP(17, 2),
  UDPLITE(136, 2),
  RAW(255, 3),
  UNIX(0, 1),
  NETLINK(0, 3),
  PACKET(0, 3);

  private final int protocol;
  private final int type;

  Table(int protocol, int type) {
    this.protocol = protocol;
    this.type = type;
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

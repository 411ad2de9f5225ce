package dev.seep.kernel.sockdiag;

/// Builds what is sent: `struct nlmsghdr` (netlink(7)) and the request of one family
/// (sock_diag(7)).
final class Request {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int AF_PACKET = 17;

  private static final int HEADER = 16;
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLM_F_DUMP = 0x300;

  /// All states, `1 << 13` (bound and idle) among them; the kernel takes those it knows.
  private static final int ALL_STATES = -1;

  private static final int WANT_INFO = 1 << (2 - 1);
  private static final int INET_DIAG_REQ_PROTOCOL = 3;

  /// UDIAG_SHOW_NAME, _VFS, _PEER, _RQLEN and _UID of linux/unix_diag.h.
  private static final int SHOW_UNIX = 0x1 | 0x2 | 0x4 | 0x10 | 0x40;

  private static final int ALL_PROTOCOLS = 0xff;

  private Request() {}

  /// A request for everything of one family in one table, its sequence number still 0.
  static byte[] dump(Table table, int family, Interest interest) {
    return switch (table) {
      case TCP, UDP, UDPLITE, RAW -> internet(table, family, interest, table.protocol(), 0);
      case MPTCP -> multipath(family, interest);
      case UNIX -> unix();
      case NETLINK, PACKET -> plain(table == Table.NETLINK ? AF_NETLINK : AF_PACKET);
    };
  }

  static void setSequence(byte[] request, int sequence) {
    Bytes.putInt(request, 8, sequence);
  }

  private static byte[] internet(
      Table table, int family, Interest interest, int protocol, int attributeBytes) {
    byte[] request = header(56 + attributeBytes);
    request[HEADER] = (byte) family;
    request[HEADER + 1] = (byte) protocol;
    boolean info = table.hasTcpInfo() && interest == Interest.ACTIVITY;
    request[HEADER + 2] = (byte) (info ? WANT_INFO : 0);
    Bytes.putInt(request, HEADER + 4, ALL_STATES);
    return request;
  }

  /// Its protocol number, 262, takes more than the byte there is for it.
  private static byte[] multipath(int family, Interest interest) {
    byte[] request = internet(Table.MPTCP, family, interest, 0, 8);
    int attribute = HEADER + 56;
    Bytes.putShort(request, attribute, 8);
    Bytes.putShort(request, attribute + 2, INET_DIAG_REQ_PROTOCOL);
    Bytes.putInt(request, attribute + 4, Table.MPTCP.protocol());
    return request;
  }

  private static byte[] unix() {
    byte[] request = header(24);
    request[HEADER] = AF_UNIX;
    Bytes.putInt(request, HEADER + 4, ALL_STATES);
    Bytes.putInt(request, HEADER + 12, SHOW_UNIX);
    return request;
  }

  private static byte[] plain(int family) {
    byte[] request = header(20);
    request[HEADER] = (byte) family;
    request[HEADER + 1] = (byte) (family == AF_NETLINK ? ALL_PROTOCOLS : 0);
    return request;
  }

  private static byte[] header(int payload) {
    byte[] request = new byte[HEADER + payload];
    Bytes.putInt(request, 0, request.length);
    Bytes.putShort(request, 4, SOCK_DIAG_BY_FAMILY);
    Bytes.putShort(request, 6, NLM_F_REQUEST | NLM_F_DUMP);
    return request;
  }
}

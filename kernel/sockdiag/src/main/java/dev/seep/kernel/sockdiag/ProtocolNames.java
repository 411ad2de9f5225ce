package dev.seep.kernel.sockdiag;

import dev.seep.evidence.SocketFamily;

/// Names of `struct proto`, as the extended attribute `system.sockprotoname` gives them.
public final class ProtocolNames {
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int STREAM = 1;
  private static final int RAW = 3;

  private ProtocolNames() {}

  static String internet(Table table, boolean ipv4) {
    return switch (table) {
      case TCP -> ipv4 ? "TCP" : "TCPv6";
      case MPTCP -> ipv4 ? "MPTCP" : "MPTCPv6";
      case UDP -> ipv4 ? "UDP" : "UDPv6";
      case UDPLITE -> ipv4 ? "UDP-Lite" : "UDPLITEv6";
      case RAW -> ipv4 ? "RAW" : "RAWv6";
      case UNIX, NETLINK, PACKET -> table.name();
    };
  }

  /// Only streams have a name of their own.
  static String unix(int type) {
    return type == STREAM ? "UNIX-STREAM" : "UNIX";
  }

  /// The name that goes with what `SO_DOMAIN`, `SO_TYPE` and `SO_PROTOCOL` tell.
  public static String of(int family, int type, int protocol) {
    return switch (SocketFamily.of(family)) {
      case UNIX -> unix(type);
      case INET -> internet(type, protocol, true);
      case INET6 -> internet(type, protocol, false);
      case NETLINK -> "NETLINK";
      case PACKET -> "PACKET";
      case VSOCK -> "AF_VSOCK";
      case OTHER -> "AF_" + family;
    };
  }

  private static String internet(int type, int protocol, boolean ipv4) {
    if (type == RAW) {
      return internet(Table.RAW, ipv4);
    }
    for (Table table : Table.values()) {
      if (table.isInternet() && table.protocol() == protocol) {
        return internet(table, ipv4);
      }
    }
    boolean ping = protocol == IPPROTO_ICMP || protocol == IPPROTO_ICMPV6;
    return (ping ? "PING" : "IPPROTO_" + protocol) + (ipv4 ? "" : "v6");
  }
}

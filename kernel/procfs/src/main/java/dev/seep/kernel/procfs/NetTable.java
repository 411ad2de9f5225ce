package dev.seep.kernel.procfs;

import dev.seep.evidence.SocketFamily;

/// The protocol tables of a network namespace under `/proc/PID/net` (proc_pid_net(5)).
public enum NetTable {
  TCP("tcp", SocketFamily.INET, "TCP"),
  TCP6("tcp6", SocketFamily.INET6, "TCPv6"),
  UDP("udp", SocketFamily.INET, "UDP"),
  UDP6("udp6", SocketFamily.INET6, "UDPv6"),
  UDPLITE("udplite", SocketFamily.INET, "UDP-Lite"),
  UDPLITE6("udplite6", SocketFamily.INET6, "UDPLITEv6"),
  RAW("raw", SocketFamily.INET, "RAW"),
  RAW6("raw6", SocketFamily.INET6, "RAWv6"),
  ICMP("icmp", SocketFamily.INET, "PING"),
  ICMP6("icmp6", SocketFamily.INET6, "PINGv6"),
  UNIX("unix", SocketFamily.UNIX, "UNIX"),
  NETLINK("netlink", SocketFamily.NETLINK, "NETLINK"),
  PACKET("packet", SocketFamily.PACKET, "PACKET");

  private final String file;
  private final SocketFamily family;
  private final String protocol;

  NetTable(String file, SocketFamily family, String protocol) {
    this.file = file;
    this.family = family;
    this.protocol = protocol;
  }

  /// Name of the file under `net/`.
  public String file() {
    return file;
  }

  public SocketFamily family() {
    return family;
  }

  /// The kernel's name of the protocol, as `system.sockprotoname` gives it.
  public String protocol() {
    return protocol;
  }

  public boolean isTcp() {
    return this == TCP || this == TCP6;
  }
}

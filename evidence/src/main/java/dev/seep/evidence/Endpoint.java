package dev.seep.evidence;

/// One end of a network socket.
///
/// @param host numeric address, IPv6 in RFC 5952 form without brackets and an IPv4-mapped one as
///   plain IPv4; empty for "any"
/// @param port 0 when not bound
public record Endpoint(String host, int port) {

  public boolean isLoopback() {
    return host.startsWith("127.") || host.equals("::1");
  }

  /// `127.0.0.1:1965`, `[::1]:1965`, `*:80`.
  @Override
  public String toString() {
    String shown = host.isEmpty() ? "*" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return shown + ":" + port;
  }
}

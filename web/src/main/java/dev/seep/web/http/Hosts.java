package dev.seep.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The names under which this server may be asked. A page of somebody else whose name was rebound
/// to this machine's address asks under its own name, and is refused.
public final class Hosts {
  private final Set<String> authorities = new HashSet<>();
  private final String portSuffix;
  private final boolean defaultPort;

  /// @param listen as bound, with the real port
  /// @param names further ones, with or without a port
  public Hosts(InetSocketAddress listen, Set<String> names, boolean tls) {
    portSuffix = ":" + listen.getPort();
    defaultPort = listen.getPort() == (tls ? 443 : 80);
    for (String own : new String[] {"localhost", "127.0.0.1", "[::1]", literal(listen)}) {
      own(own);
    }
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      authorities.add(lower);
      if (!hasPort(lower)) {
        authorities.add(lower + portSuffix);
      }
    }
  }

  private void own(String host) {
    authorities.add(host + portSuffix);
    if (defaultPort) {
      authorities.add(host);
    }
  }

  /// @param authority of the Host header: `localhost:7337`
  /// @param connected the address that the client connected to: asking for a numeric address takes
  ///   no name that could be rebound
  boolean allows(String authority, InetSocketAddress connected) {
    String lower = authority.toLowerCase(Locale.ROOT);
    String numeric = literal(connected);
    return authorities.contains(lower)
        || lower.equals(numeric + portSuffix)
        || (defaultPort && lower.equals(numeric));
  }

  private static boolean hasPort(String authority) {
    return authority.lastIndexOf(':') > authority.lastIndexOf(']');
  }

  /// `127.0.0.1` or `[2001:db8::1]`, as browsers write it (RFC 5952).
  private static String literal(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    if (ip == null) {
      return address.getHostString().toLowerCase(Locale.ROOT);
    }
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return plain.indexOf(':') < 0 ? plain : "[" + shortened(plain) + "]";
  }

  /// RFC 5952: the longest run of zero groups becomes `::`.
  private static String shortened(String ipv6) {
    String[] groups = ipv6.split(":");
    int best = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end].equals("0")) {
        end++;
      }
      if (end - i > length) {
        best = i;
        length = end - i;
      }
    }
    if (best < 0) {
      return ipv6;
    }
    String head = String.join(":", java.util.Arrays.copyOfRange(groups, 0, best));
    String tail =
        String.join(":", java.util.Arrays.copyOfRange(groups, best + length, groups.length));
    return head + "::" + tail;
  }
}

package dev.seep.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Where the page and the API are served, and to whom.
///
/// @param listen port 0 for any free one
/// @param tls needed for any address but loopback, unless `insecure`
/// @param token asked at each request, so that a changed file counts at once; needed for any
///   address but loopback; where there is one, it is demanded on loopback, too
/// @param allowedHosts names under which browsers may ask, beside `localhost`, the loopback
///   addresses and the address listened on: `seep.example.org` (at the own port or without one), or
///   `seep.example.org:8443`
/// @param insecure serve other addresses without TLS, as another server in front of this one ends
///   it; the token is demanded all the same
public record WebOptions(
    InetSocketAddress listen,
    Optional<TlsSettings> tls,
    Optional<Supplier<String>> token,
    Set<String> allowedHosts,
    boolean insecure) {
  public WebOptions {
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /// Plain HTTP on 127.0.0.1, for whoever is on this machine.
  public static WebOptions loopback(int port) {
    return on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  public static WebOptions on(InetSocketAddress listen) {
    return new WebOptions(listen, Optional.empty(), Optional.empty(), Set.of(), false);
  }

  public WebOptions withToken(Supplier<String> secret) {
    return new WebOptions(listen, tls, Optional.of(secret), allowedHosts, insecure);
  }

  public WebOptions withTls(TlsSettings settings) {
    return new WebOptions(listen, Optional.of(settings), token, allowedHosts, insecure);
  }

  public WebOptions withAllowedHosts(Set<String> names) {
    return new WebOptions(listen, tls, token, names, insecure);
  }

  public WebOptions withInsecure() {
    return new WebOptions(listen, tls, token, allowedHosts, true);
  }

  /// Whether only this machine can connect.
  public boolean isLoopback() {
    InetAddress address = listen.getAddress();
    return address != null && address.isLoopbackAddress();
  }
}

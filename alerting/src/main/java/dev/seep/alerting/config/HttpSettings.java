package dev.seep.alerting.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What all channels over HTTP have in common. Redirects are never followed, TLS is verified.
///
/// @param headers sent with each request; values may be secrets
/// @param bearerToken for `Authorization: Bearer …`, or none
/// @param caFile PEM certificates that are trusted instead of the system's; null for the system's
/// @param allowLinkLocal whether 169.254.0.0/16 and fe80::/10 may be asked: a cloud's metadata
///   service lives there
public record HttpSettings(
    Map<String, Secret> headers,
    Secret bearerToken,
    @Nullable Path caFile,
    boolean allowLinkLocal) {
  public static final HttpSettings DEFAULT = new HttpSettings(Map.of(), Secret.none(), null, false);

  public HttpSettings {
    headers = Map.copyOf(headers);
  }
}

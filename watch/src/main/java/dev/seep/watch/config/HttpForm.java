package dev.seep.watch.config;

import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `http_config` of channels, by Prometheus' names.
final class HttpForm {
  /// RFC 9110's token.
  static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private static final Secrets<Hidden> CREDENTIALS =
      Secrets.of("credentials", it -> it, "Token sent as `Authorization: Bearer …`.");

  /// `authorization`.
  static final Form<Hidden> AUTHORIZATION =
      Form.of("authorization", "A bearer token (RFC 6750).", CREDENTIALS.keys(), CREDENTIALS::in)
          .checked(CREDENTIALS::required);

  private static final Secrets<Hidden> VALUE =
      Secrets.of("value", it -> it, "Value of the header.");

  private static final Form<Hidden> HEADER =
      Form.of("header", "What is sent in a header.", VALUE.keys(), VALUE::in)
          .checked(VALUE::required);

  private static final Key<Optional<Path>, Optional<Path>> CA_FILE =
      Key.optional(
          "ca_file",
          ReadableFile.OPEN,
          it -> it,
          "PEM certificates that are trusted instead of the system's.");

  /// `tls_config`.
  static final Form<Optional<Path>> TLS =
      Form.of(
          "tls_client",
          "Whom TLS trusts; it is always verified.",
          List.of(CA_FILE),
          values -> values.get(CA_FILE));

  private static final Key<HttpSettings, Optional<Hidden>> AUTHORIZED =
      Key.optional(
          "authorization",
          AUTHORIZATION,
          it -> Optional.of(Hidden.of(it.bearerToken())).filter(s -> !(s instanceof Hidden.None)),
          "A bearer token sent with each request.");

  private static final Key<HttpSettings, SortedMap<String, Hidden>> HEADERS =
      Key.of(
          "http_headers",
          new Mapped<>(HEADER, "a header's name", HEADER_NAME),
          new TreeMap<>(),
          it -> {
            SortedMap<String, Hidden> headers = new TreeMap<>();
            it.headers().forEach((name, secret) -> headers.put(name, Hidden.of(secret)));
            return headers;
          },
          "Headers sent with each request, by their names.");

  private static final Key<HttpSettings, Optional<Path>> TLS_CONFIG =
      Key.section("tls_config", TLS, it -> Optional.ofNullable(it.caFile()), "Whom TLS trusts.");

  private static final Key<HttpSettings, Boolean> LINK_LOCAL =
      Key.of(
          "allow_link_local",
          Numbers.FLAG,
          HttpSettings.DEFAULT.allowLinkLocal(),
          HttpSettings::allowLinkLocal,
          "Allow 169.254.0.0/16 and fe80::/10, where a cloud's metadata service lives.");

  static final Form<HttpSettings> FORM =
      Form.of(
          "http_config",
          "How requests are sent. Redirects are not followed.",
          List.of(AUTHORIZED, HEADERS, TLS_CONFIG, LINK_LOCAL),
          HttpForm::make);

  private HttpForm() {}

  private static HttpSettings make(Values values) {
    SortedMap<String, Secret> headers = new TreeMap<>();
    values.get(HEADERS).forEach((name, hidden) -> headers.put(name, hidden.forAlerting()));
    return new HttpSettings(
        headers,
        values.get(AUTHORIZED).map(Hidden::forAlerting).orElse(Secret.none()),
        values.get(TLS_CONFIG).orElse(null),
        values.get(LINK_LOCAL));
  }
}

package dev.seep.web.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Refuses what no page of ours and no honest script would send, before anything else looks at it.
public final class Guard {
  private final Hosts hosts;
  private final String scheme;
  private final boolean anyScheme;

  /// @param anyScheme another server in front of this one may speak TLS to the browser
  public Guard(Hosts hosts, boolean tls, boolean anyScheme) {
    this.hosts = hosts;
    this.scheme = tls ? "https://" : "http://";
    this.anyScheme = anyScheme;
  }

  /// @param page the request is for a page that people open, not for the API
  /// @throws Refusal 400, 403 or 421
  void check(Request request, boolean page) {
    String host = host(request);
    origin(request, host);
    site(request, page);
    if (request.changesState()) {
      intent(request);
    }
  }

  private String host(Request request) {
    List<String> given = request.headers("Host");
    if (given.size() != 1 || given.getFirst().isEmpty()) {
      throw Refusal.of(400, "header Host", "is missing or given twice", "send it once");
    }
    String host = given.getFirst();
    refuseStrange(host, request);
    request.absoluteAuthority().ifPresent(authority -> refuseStrange(authority, request));
    return host;
  }

  private void refuseStrange(String host, Request request) {
    if (!hosts.allows(host, request.localAddress())) {
      throw Refusal.of(
          421,
          "host " + host,
          "is no name of this server (a rebound name could be used to read it from elsewhere)",
          "ask under localhost and the port listened on, or add it to web.allowed_hosts");
    }
  }

  /// Browsers tell with every request that is not a plain navigation whose page sends it.
  private void origin(Request request, String host) {
    List<String> origins = request.headers("Origin");
    if (origins.isEmpty()) {
      return;
    }
    String origin = origins.getFirst().toLowerCase(Locale.ROOT);
    String own = host.toLowerCase(Locale.ROOT);
    boolean same =
        origin.equals(scheme + own)
            || (anyScheme && (origin.equals("https://" + own) || origin.equals("http://" + own)));
    if (origins.size() != 1 || !same) {
      throw Refusal.of(
          403, "origin " + origins.getFirst(), "only pages of this server may ask", "");
    }
  }

  /// Fetch Metadata (W3C): whatever a foreign page starts is refused but the opening of a page of
  /// ours, which is a link that somebody shared.
  private static void site(Request request, boolean page) {
    Optional<String> site = request.header("Sec-Fetch-Site");
    if (site.isEmpty() || site.get().equals("same-origin") || site.get().equals("none")) {
      return;
    }
    boolean link =
        page
            && request.method().equals("GET")
            && request.header("Sec-Fetch-Mode").orElse("").equals("navigate")
            && request.header("Sec-Fetch-Dest").orElse("").equals("document");
    if (!link) {
      throw Refusal.of(403, "a request from another site", "only pages of this server may ask", "");
    }
  }

  /// No form of a foreign page can send these without the browser asking first (CORS preflight),
  /// which is never granted.
  private static void intent(Request request) {
    String type = request.header("Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    String plain = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    if (!plain.equalsIgnoreCase("application/json")
        && !request.header("X-Seep").orElse("").equals("1")) {
      throw Refusal.of(
          403,
          "a request that changes something",
          "it could have been sent by a form of another site",
          "add the header Content-Type: application/json or X-Seep: 1");
    }
  }
}

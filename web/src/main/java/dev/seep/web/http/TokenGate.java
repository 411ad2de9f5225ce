package dev.seep.web.http;

import dev.seep.evidence.Blind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Lets in who has the token: as `Authorization: Bearer …` (RFC 6750), or as the cookie that a
/// login leaves. The cookie is made from the token, so that it outlives a restart and ends when the
/// token changes; the token cannot be made from it.
public final class TokenGate {
  private final Optional<Supplier<String>> token;
  private final Attempts attempts;
  private final boolean tls;

  public TokenGate(Optional<Supplier<String>> token, Attempts attempts, boolean tls) {
    this.token = token;
    this.attempts = attempts;
    this.tls = tls;
  }

  boolean isOpenToAll() {
    return token.isEmpty();
  }

  /// @throws Refusal 401 without a token or with a wrong one, 429 after too many wrong ones
  void check(Request request) {
    if (token.isEmpty()) {
      return;
    }
    Optional<String> bearer = bearer(request);
    Optional<String> cookie = cookie(request);
    if (bearer.isEmpty() && cookie.isEmpty()) {
      throw unauthorised("no token was given");
    }
    String secret = token.get().get();
    boolean right =
        bearer.map(given -> same(given, secret)).orElse(true)
            && (bearer.isPresent()
                || cookie.map(given -> same(given, session(secret))).orElse(false));
    decide(request, right);
  }

  /// @return the `Set-Cookie` header of a right token
  /// @throws Refusal as [#check]
  String login(Request request, String given) {
    String secret = token.map(Supplier::get).orElse("");
    decide(request, token.isPresent() && same(given, secret));
    return cookieName()
        + "="
        + session(secret)
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"
        + (tls ? "; Secure" : "");
  }

  String logout() {
    return cookieName()
        + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        + (tls ? "; Secure" : "");
  }

  private void decide(Request request, boolean right) {
    long wait = attempts.waitNanos(request.client());
    if (wait > 0) {
      long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(wait + 999_999_999));
      throw new Refusal(
          429,
          new Blind("this address", "too many wrong tokens came from it", "wait " + seconds + " s"),
          Map.of("Retry-After", Long.toString(seconds)));
    }
    if (!right) {
      attempts.failed(request.client());
      throw unauthorised("the token is wrong");
    }
    attempts.succeeded(request.client());
  }

  private static Refusal unauthorised(String why) {
    return new Refusal(
        401,
        new Blind("this server", why, "send Authorization: Bearer TOKEN, or log in on the page"),
        Map.of("WWW-Authenticate", "Bearer realm=\"seep\""));
  }

  private static Optional<String> bearer(Request request) {
    return request
        .header("Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  private Optional<String> cookie(Request request) {
    String prefix = cookieName() + "=";
    for (String header : request.headers("Cookie")) {
      for (String one : header.split(";", 64)) {
        if (one.strip().startsWith(prefix)) {
          return Optional.of(one.strip().substring(prefix.length()));
        }
      }
    }
    return Optional.empty();
  }

  /// The prefix makes a browser take it over TLS alone and from this host alone (RFC 6265bis).
  private String cookieName() {
    return tls ? "__Host-seep" : "seep";
  }

  /// In a time that does not tell where they differ, or how long the right one is.
  private static boolean same(String given, String right) {
    return !right.isEmpty() && MessageDigest.isEqual(digest(given), digest(right));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String session(String secret) {
    if (secret.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal("seep page session 1".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

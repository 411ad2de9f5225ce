package dev.seep.web.http;

import dev.seep.evidence.Blind;
import java.util.Map;

/// A request that is not served, and what is said about it.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Blind blind;
  private final transient Map<String, String> headers;
  private final int status;

  public Refusal(int status, Blind blind) {
    this(status, blind, Map.of());
  }

  /// @param headers to be sent with it
  public Refusal(int status, Blind blind, Map<String, String> headers) {
    super(blind.what() + ": " + blind.why(), null, false, false);
    this.status = status;
    this.blind = blind;
    this.headers = Map.copyOf(headers);
  }

  public static Refusal of(int status, String what, String why, String mend) {
    return new Refusal(status, new Blind(what, why, mend));
  }

  /// 400, for a parameter of the query or a field of the body.
  public static Refusal parameter(String name, String why, String mend) {
    return of(400, "parameter " + name, why, mend);
  }

  public static Refusal notFound(String what, String why, String mend) {
    return of(404, what, why, mend);
  }

  int status() {
    return status;
  }

  Blind blind() {
    return blind;
  }

  Map<String, String> headers() {
    return headers;
  }
}

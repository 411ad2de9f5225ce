package dev.seep.web.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One request as the routes see it.
public final class Request {
  static final int MOST_BODY_BYTES = 64 * 1024;

  private final HttpExchange exchange;
  private final String method;
  private final List<String> path;
  private final Query query;
  private byte[] body = new byte[0];
  private boolean bodyRead;

  /// @throws Refusal when its address cannot be read
  Request(HttpExchange exchange) {
    this.exchange = exchange;
    this.method = exchange.getRequestMethod();
    this.path = segments(exchange.getRequestURI().getRawPath());
    this.query = new Query(exchange.getRequestURI().getRawQuery());
  }

  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(Math.min(1, rawPath.length())).split("/", -1)) {
      segments.add(Query.decode(raw, "the path"));
    }
    return segments;
  }

  public String method() {
    return method;
  }

  /// HEAD is served as GET whose body is not sent.
  String routedMethod() {
    return method.equals("HEAD") ? "GET" : method;
  }

  /// The path's segments, each decoded: `/a/b%2Fc` is `a` and `b/c`; `/` is one empty segment.
  public List<String> path() {
    return path;
  }

  public Query query() {
    return query;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  List<String> headers(String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : values;
  }

  public InetAddress client() {
    return exchange.getRemoteAddress().getAddress();
  }

  InetSocketAddress localAddress() {
    return exchange.getLocalAddress();
  }

  /// The authority of an address in absolute form (RFC 9112, section 3.2.2); empty for the usual
  /// one.
  Optional<String> absoluteAuthority() {
    return Optional.ofNullable(exchange.getRequestURI().getRawAuthority());
  }

  boolean changesState() {
    return !routedMethod().equals("GET") && !method.equals("OPTIONS");
  }

  /// Whether bytes of a body may still be on their way.
  boolean hasUnreadBody() {
    String length = header("Content-Length").orElse("0");
    return !bodyRead && (header("Transfer-Encoding").isPresent() || !length.equals("0"));
  }

  /// @throws Refusal when it is larger than 64 KB
  void readBody() throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] read = in.readNBytes(MOST_BODY_BYTES + 1);
    if (read.length > MOST_BODY_BYTES) {
      throw Refusal.of(413, "the request's body", "is larger than 64 KB", "");
    }
    bodyRead = true;
    body = read;
  }

  public byte[] body() {
    return body.clone();
  }
}

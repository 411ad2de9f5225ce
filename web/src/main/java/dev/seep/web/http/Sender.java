package dev.seep.web.http;

import com.sun.net.httpserver.HttpExchange;
import dev.seep.web.http.Deadlines.Deadline;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/// Writes answers, each within a time limit.
///
/// How an exchange ends matters in jdk.httpserver: only an exception that leaves the handler makes
/// it forget a broken connection. `HttpExchange.close()`, and the end of a chunked body, swallow
/// the failure, and the connection counts against the limit for ever. So nothing here closes an
/// exchange that failed, and where a close can fail unseen the connection is closed behind it.
final class Sender {
  private static final Duration WHOLE_LIMIT = Duration.ofSeconds(30);
  private static final Duration PIECE_LIMIT = Duration.ofSeconds(10);
  private static final int COMPRESS_FROM_BYTES = 1024;
  private static final int PIECE_BYTES = 16 * 1024;

  private Sender() {}

  static void send(HttpExchange exchange, Request request, Answer answer, Deadline deadline)
      throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (request.hasUnreadBody()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    switch (answer.body()) {
      case Answer.Whole whole -> whole(exchange, request, answer, whole.bytes, deadline);
      case Answer.Streamed streamed -> streamed(exchange, request, answer, streamed, deadline);
    }
  }

  private static void whole(
      HttpExchange exchange, Request request, Answer answer, byte[] plain, Deadline deadline)
      throws IOException {
    byte[] bytes = plain;
    if (plain.length > COMPRESS_FROM_BYTES && mayCompress(exchange)) {
      exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
      if (accepts(request)) {
        bytes = gzip(plain);
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
    }
    deadline.arm(WHOLE_LIMIT);
    if (request.method().equals("HEAD") || bytes.length == 0) {
      if (bytes.length > 0) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      deadline.disarm();
      return;
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
    if (!request.hasUnreadBody()) {
      // Nothing is left to be read or written: the close cannot block, and a late interrupt must
      // not hit the connection's next request.
      deadline.disarm();
    }
    out.close();
    deadline.disarm();
  }

  private static void streamed(
      HttpExchange exchange,
      Request request,
      Answer answer,
      Answer.Streamed streamed,
      Deadline deadline)
      throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    boolean compressed = !streamed.live() && mayCompress(exchange) && accepts(request);
    if (compressed) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
    }
    deadline.arm(PIECE_LIMIT);
    if (request.method().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      deadline.disarm();
      return;
    }
    exchange.sendResponseHeaders(answer.status(), 0);
    OutputStream body = exchange.getResponseBody();
    body.flush();
    deadline.disarm();
    OutputStream pieces = new BufferedOutputStream(new Limited(body, deadline), PIECE_BYTES);
    OutputStream out = compressed ? new GZIPOutputStream(pieces, 8192) : pieces;
    streamed.writer().write(out);
    if (out instanceof GZIPOutputStream zipped) {
      zipped.finish();
    }
    out.flush();
    deadline.arm(PIECE_LIMIT);
    body.close();
    deadline.disarm();
  }

  private static boolean mayCompress(HttpExchange exchange) {
    String type = exchange.getResponseHeaders().getFirst("Content-Type");
    return type != null
        && !type.startsWith("image/png")
        && !type.startsWith("font/")
        && !exchange.getResponseHeaders().containsKey("Content-Encoding");
  }

  /// RFC 9110, section 12.5.3: gzip is named, or anything is, and not with weight 0.
  static boolean accepts(Request request) {
    for (String header : request.headers("Accept-Encoding")) {
      for (String one : header.toLowerCase(Locale.ROOT).split(",", 32)) {
        String[] parts = one.split(";", 2);
        String coding = parts[0].strip();
        boolean refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
        if (coding.equals("gzip")) {
          return !refused;
        }
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes, 8192)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }

  /// Every piece reaches the kernel within the limit, or the connection ends.
  private static final class Limited extends OutputStream {
    private final OutputStream to;
    private final Deadline deadline;

    Limited(OutputStream to, Deadline deadline) {
      this.to = to;
      this.deadline = deadline;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      deadline.arm(PIECE_LIMIT);
      to.write(bytes, from, length);
      deadline.disarm();
    }

    @Override
    public void flush() throws IOException {
      deadline.arm(PIECE_LIMIT);
      to.flush();
      deadline.disarm();
    }
  }
}

package dev.seep.web.http;

import dev.seep.contract.Json;
import dev.seep.evidence.Blind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What is sent back.
public final class Answer {
  public static final String JSON = "application/json; charset=utf-8";

  /// The body, whole or as it comes.
  sealed interface Body {}

  /// Held in memory, sent with its length.
  static final class Whole implements Body {
    final byte[] bytes;

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /// Written while it is made, and the connection closed behind it.
  ///
  /// @param live every piece is sent at once and the whole may take for ever
  record Streamed(Writer writer, boolean live) implements Body {}

  /// Makes a body.
  @FunctionalInterface
  public interface Writer {
    /// @param to throws when the client is gone or too slow: let that pass through
    void write(OutputStream to) throws IOException;
  }

  private final int status;
  private final Body body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Answer(int status, String type, Body body) {
    this.status = status;
    this.body = body;
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
  }

  public static Answer of(int status, String type, byte[] bytes) {
    return new Answer(status, type, new Whole(bytes));
  }

  public static Answer text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return of(status, "", new byte[0]);
  }

  /// @param fields written into the one object
  public static Answer json(int status, Consumer<Json> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (Json json = new Json(bytes)) {
      fields.accept(json);
    }
    return of(status, JSON, bytes.toByteArray());
  }

  public static Answer json(Consumer<Json> fields) {
    return json(200, fields);
  }

  /// `{ "error": { "what", "why", "mend" } }`.
  public static Answer error(int status, Blind blind) {
    return json(
        status,
        json ->
            json.begin("error")
                .text("what", blind.what())
                .text("why", blind.why())
                .text("mend", blind.mend())
                .end());
  }

  public static Answer streamed(String type, Writer writer) {
    return new Answer(200, type, new Streamed(writer, false));
  }

  /// For events: never compressed, no end.
  public static Answer live(String type, Writer writer) {
    return new Answer(200, type, new Streamed(writer, true));
  }

  public Answer with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public int status() {
    return status;
  }

  Body body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}

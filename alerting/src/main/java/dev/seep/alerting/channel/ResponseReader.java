package dev.seep.alerting.channel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Reads the answer to one request, at most 64 KB of head and 64 KB of body (RFC 9112).
///
/// The status is the answer; the body only says why. Where the answer is yes, a body that drips is
/// left after two seconds, and a body that breaks off spoils nothing.
final class ResponseReader {
  private static final int MOST_BYTES = 64 * 1024;
  private static final long MOST_NANOS_FOR_A_YES = TimeUnit.SECONDS.toNanos(2);

  private final InputStream in;
  private int headBytes;

  ResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  Response read() throws IOException {
    while (true) {
      int status = status(line());
      Map<String, String> headers = headers();
      if (status >= 200) {
        return new Response(status, headers, body(status, headers));
      }
    }
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5]\\d\\d")) {
      throw new IOException("the other side does not speak HTTP/1.1");
    }
    return Integer.parseInt(parts[1]);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.putIfAbsent(name, line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (++headBytes > MOST_BYTES) {
        throw new IOException("the answer's head is longer than 64 KB");
      }
      if (b == '\n') {
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r'
            ? line.substring(0, end - 1)
            : line.toString();
      }
      line.append((char) b);
    }
  }

  private String body(int status, Map<String, String> headers) {
    if (status == 204 || status == 304) {
      return "";
    }
    long end = status < 300 ? System.nanoTime() + MOST_NANOS_FOR_A_YES : Long.MAX_VALUE;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      if ("chunked".equalsIgnoreCase(headers.getOrDefault("transfer-encoding", ""))) {
        chunks(body, end);
      } else {
        copy(body, length(headers), end);
      }
    } catch (IOException e) {
      return body.toString(StandardCharsets.UTF_8);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static long length(Map<String, String> headers) {
    String length = headers.getOrDefault("content-length", "");
    return length.matches("\\d{1,15}") ? Long.parseLong(length) : Long.MAX_VALUE;
  }

  private void chunks(ByteArrayOutputStream body, long end) throws IOException {
    while (body.size() < MOST_BYTES) {
      String size = line().split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,8}")) {
        throw new IOException("no size of a chunk");
      }
      long length = Long.parseLong(size, 16);
      if (length == 0 || !copy(body, length, end)) {
        return;
      }
      line();
    }
  }

  /// Whether all of it came, in time and in bounds.
  private boolean copy(ByteArrayOutputStream body, long length, long end) throws IOException {
    byte[] buffer = new byte[4096];
    long left = length;
    while (left > 0 && body.size() < MOST_BYTES) {
      if (end != Long.MAX_VALUE && System.nanoTime() - end > 0) {
        return false;
      }
      int most = Math.min(buffer.length, MOST_BYTES - body.size());
      int read = in.read(buffer, 0, (int) Math.min(left, most));
      if (read < 0) {
        return false;
      }
      body.write(buffer, 0, read);
      left -= read;
    }
    return left == 0;
  }
}

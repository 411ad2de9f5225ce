package dev.seep.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Speaks HTTP by hand, as no decent client sends what has to be refused.
final class Wire {
  private Wire() {}

  /// @param headers by lower-case name
  record Reply(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// `GET path` with a right Host header and further ones.
  static Reply get(InetSocketAddress to, String path, String... headers) throws IOException {
    return send(to, "GET", path, "", headers);
  }

  static Reply send(
      InetSocketAddress to, String method, String path, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(to.getPort()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
      head.append("\r\n");
    }
    return raw(to, head + "Connection: close\r\n\r\n" + body);
  }

  /// Sends exactly this and reads until the server closes.
  static Reply raw(InetSocketAddress to, String request) throws IOException {
    try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(all);
      } catch (java.net.SocketException e) {
        // Reset after the answer: what came before it counts.
      }
      return parsed(all.toString(StandardCharsets.UTF_8));
    }
  }

  private static Reply parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, Map.of(), text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    return new Reply(status, headers, text.substring(end + 4));
  }
}

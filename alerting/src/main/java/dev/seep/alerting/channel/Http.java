package dev.seep.alerting.channel;

import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Secret;
import dev.seep.evidence.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sends one request over a connection of its own, HTTP/1.1 (RFC 9112), and closes it.
///
/// The JDK's client looks names up by itself, so that what was checked need not be what is
/// connected to; its timeout ends with the headers, and a body that drips holds its connection for
/// ever. Alerts are few: a connection for each costs nothing that matters.
final class Http {
  private final Dialer dialer;

  Http(Dialer dialer) {
    this.dialer = dialer;
  }

  Response send(Post post, HttpSettings settings, Attempt attempt) throws IOException {
    URI url = post.url();
    String host = url.getHost();
    if (host == null) {
      throw new Dialer.Forbidden("the address has no host");
    }
    boolean tls = "https".equals(url.getScheme());
    if (!tls && !"http".equals(url.getScheme())) {
      throw new Dialer.Forbidden("the address is neither http nor https");
    }
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    byte[] body = post.body().getBytes(StandardCharsets.UTF_8);
    byte[] head = head(post, settings, body.length).getBytes(StandardCharsets.UTF_8);
    Socket socket = dialer.open(host, port, settings.allowLinkLocal(), attempt);
    if (tls) {
      socket = Dialer.secure(socket, host, port, Dialer.trust(settings.caFile()));
    }
    OutputStream out = socket.getOutputStream();
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    out.write(all);
    out.flush();
    return new ResponseReader(socket.getInputStream()).read();
  }

  private static String head(Post post, HttpSettings settings, int length) throws IOException {
    URI url = post.url();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost());
    headers.put("User-Agent", "seep");
    headers.put("Accept", "*/*");
    headers.put("Content-Type", post.contentType());
    if (url.getUserInfo() != null) {
      byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    if (!settings.bearerToken().isNone()) {
      headers.put("Authorization", "Bearer " + value(settings.bearerToken()));
    }
    headers.putAll(post.headers());
    for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
      headers.put(header.getKey(), value(header.getValue()));
    }
    headers.put("Content-Length", String.valueOf(length));
    headers.put("Connection", "close");
    StringBuilder head = new StringBuilder(post.method() + " " + path + query + " HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      head.append(checked(header.getKey())).append(": ");
      head.append(checked(header.getValue())).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// @throws IOException when the file of a secret cannot be read: it may be there later
  static String value(Secret secret) throws IOException {
    return switch (secret.read()) {
      case Reading.Seen<String> seen -> seen.value();
      case Reading.Unseen<String> unseen -> throw new IOException(unseen.blind().why());
    };
  }

  private static String checked(String text) throws IOException {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new Dialer.Forbidden("a header holds a control character");
    }
    return text;
  }
}

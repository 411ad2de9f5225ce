package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GuardTest {
  private static final String TOKEN = "correct horse battery staple";
  private static final String JSON = "Content-Type: application/json";

  private final StagedWatch watch = new StagedWatch(20, Instant.parse("2026-03-04T05:06:07Z"));
  private WatchServer server = StagedServer.started(WebOptions.loopback(0), watch);

  @AfterEach
  void stop() {
    server.close();
  }

  private InetSocketAddress at() {
    return server.address();
  }

  private void restart(WebOptions options) {
    server.close();
    server = StagedServer.started(options, watch);
  }

  private int statusFor(String host) throws IOException {
    return Wire.raw(at(), "GET /api/v1/host HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")
        .status();
  }

  @Test
  void only_the_names_of_this_server_are_answered() throws IOException {
    int port = at().getPort();
    assertThat(statusFor("Host: localhost:" + port + "\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: LOCALHOST:" + port + "\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: [::1]:" + port + "\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: rebound.example:" + port + "\r\n")).isEqualTo(421);
    assertThat(statusFor("Host: localhost\r\n")).isEqualTo(421);
    assertThat(statusFor("Host: localhost:1\r\n")).isEqualTo(421);
    assertThat(statusFor("Host: localhost.evil.example:" + port + "\r\n")).isEqualTo(421);
    assertThat(statusFor("Host: 10.1.2.3:" + port + "\r\n")).isEqualTo(421);
    assertThat(statusFor("")).isEqualTo(400);
    assertThat(statusFor("Host: localhost:" + port + "\r\nHost: evil.example:" + port + "\r\n"))
        .isEqualTo(400);
  }

  @Test
  void configured_names_are_answered_with_and_without_the_port() throws IOException {
    restart(WebOptions.loopback(0).withAllowedHosts(Set.of("seep.example", "tunnel.example:8000")));
    assertThat(statusFor("Host: seep.example\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: Seep.Example:" + at().getPort() + "\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: tunnel.example:8000\r\n")).isEqualTo(200);
    assertThat(statusFor("Host: tunnel.example\r\n")).isEqualTo(421);
  }

  @Test
  void an_address_in_absolute_form_is_held_to_the_same_names() throws IOException {
    String own = "127.0.0.1:" + at().getPort();
    assertThat(Wire.get(at(), "http://" + own + "/api/v1/host").status()).isEqualTo(200);
    assertThat(Wire.get(at(), "http://evil.example/api/v1/host").status()).isEqualTo(421);
  }

  @Test
  void what_another_site_sends_is_refused() throws IOException {
    String own = "http://127.0.0.1:" + at().getPort();
    assertThat(Wire.get(at(), "/api/v1/host", "Origin: " + own).status()).isEqualTo(200);
    assertThat(Wire.get(at(), "/api/v1/host", "Origin: https://evil.example").status())
        .isEqualTo(403);
    assertThat(Wire.get(at(), "/api/v1/host", "Origin: null").status()).isEqualTo(403);
    assertThat(Wire.get(at(), "/api/v1/host", "Sec-Fetch-Site: cross-site").status())
        .isEqualTo(403);
    assertThat(Wire.get(at(), "/metrics", "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
    assertThat(Wire.get(at(), "/api/v1/host", "Sec-Fetch-Site: same-origin").status())
        .isEqualTo(200);
    Wire.Reply link =
        Wire.get(
            at(),
            "/api/v1/host",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate",
            "Sec-Fetch-Dest: document");
    assertThat(link.status()).isEqualTo(403);
  }

  @Test
  void no_answer_grants_another_site_anything() throws IOException {
    Wire.Reply reply = Wire.get(at(), "/api/v1/host");
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    Wire.Reply preflight =
        Wire.send(
            at(),
            "OPTIONS",
            "/api/v1/hunts",
            "",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: POST");
    assertThat(preflight.status()).isEqualTo(403);
  }

  @Test
  void what_changes_something_must_show_that_no_form_sent_it() throws IOException {
    String form = "Content-Type: text/plain";
    String body = "{\"pid\": 1000}";
    assertThat(Wire.send(at(), "POST", "/api/v1/hunts", body).status()).isEqualTo(403);
    assertThat(Wire.send(at(), "POST", "/api/v1/hunts", body, form).status()).isEqualTo(403);
    assertThat(Wire.send(at(), "POST", "/api/v1/hunts", body, form, "X-Seep: 1").status())
        .isEqualTo(202);
    assertThat(Wire.send(at(), "POST", "/api/v1/hunts", body, JSON).status()).isEqualTo(202);
    assertThat(
            Wire.send(at(), "POST", "/api/v1/hunts", body, JSON, "Origin: http://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(Wire.send(at(), "DELETE", "/api/v1/silences/s-1", "").status()).isEqualTo(403);
    assertThat(Wire.send(at(), "POST", "/-/reload", "").status()).isEqualTo(403);
  }

  @Test
  void without_the_token_only_health_and_login_are_answered() throws IOException {
    restart(WebOptions.loopback(0).withToken(() -> TOKEN));
    for (String path :
        new String[] {
          "/metrics",
          "/-/ready",
          "/api/v1/host",
          "/api/v1/events",
          "/api/v1/openapi.json",
          "/app.js",
          "/api/v1/nothing"
        }) {
      Wire.Reply reply = Wire.get(at(), path);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(reply.body()).doesNotContain("host-");
    }
    assertThat(Wire.get(at(), "/-/healthy").status()).isEqualTo(200);
    Wire.Reply page = Wire.get(at(), "/process/1");
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("type=\"password\"");
    assertThat(Wire.get(at(), "/-/login.js").status()).isEqualTo(200);
    assertThat(Wire.send(at(), "POST", "/-/reload", "", "X-Seep: 1").status()).isEqualTo(401);
  }

  @Test
  void the_token_opens_by_header_and_by_cookie() throws IOException {
    restart(WebOptions.loopback(0).withToken(() -> TOKEN));
    assertThat(Wire.get(at(), "/api/v1/host", "Authorization: Bearer " + TOKEN).status())
        .isEqualTo(200);
    Wire.Reply login = Wire.send(at(), "POST", "/-/login", "{\"token\": \"" + TOKEN + "\"}", JSON);
    assertThat(login.status()).isEqualTo(204);
    String cookie = login.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(TOKEN);
    String pair = cookie.substring(0, cookie.indexOf(';'));
    assertThat(Wire.get(at(), "/api/v1/host", "Cookie: other=1; " + pair).status()).isEqualTo(200);
    assertThat(Wire.get(at(), "/api/v1/host", "Cookie: " + pair + "0").status()).isEqualTo(401);
    assertThat(
            Wire.get(at(), "/api/v1/host", "Cookie: " + pair, "Authorization: Bearer wrong")
                .status())
        .isEqualTo(401);
  }

  @Test
  void whoever_tries_tokens_has_to_wait() throws IOException {
    restart(WebOptions.loopback(0).withToken(() -> TOKEN));
    for (int i = 0; i < 8; i++) {
      Wire.get(at(), "/api/v1/host", "Authorization: Bearer guess" + i);
    }
    Wire.Reply reply = Wire.get(at(), "/api/v1/host", "Authorization: Bearer guess");
    assertThat(reply.status()).isIn(401, 429);
    int refused = 0;
    for (int i = 0; i < 50 && refused == 0; i++) {
      if (Wire.get(at(), "/api/v1/host", "Authorization: Bearer x").status() == 429) {
        refused++;
      }
    }
    assertThat(refused).isEqualTo(1);
  }

  @Test
  void a_server_for_others_needs_token_and_tls() {
    InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    assertThat(why(WebOptions.on(everywhere))).contains("no token");
    assertThat(why(WebOptions.on(everywhere).withToken(() -> TOKEN))).contains("no TLS");
    assertThat(why(WebOptions.on(everywhere).withInsecure())).contains("no token");
    assertThat(why(WebOptions.loopback(0).withToken(() -> "short"))).contains("16 characters");
    assertThat(why(WebOptions.loopback(at().getPort()))).contains("in use");
  }

  private String why(WebOptions options) {
    return switch (WatchServer.start(options, watch, StagedServer::text)) {
      case Reading.Seen<WatchServer>(WatchServer started) -> {
        started.close();
        yield "it started";
      }
      case Reading.Unseen<WatchServer> unseen -> unseen.blind().why();
    };
  }

  @Test
  void a_body_that_is_too_large_is_refused() throws IOException {
    Wire.Reply reply = Wire.send(at(), "POST", "/api/v1/hunts", "x".repeat(70_000), JSON);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(Wire.get(at(), "/api/v1/host").status()).isEqualTo(200);
  }

  @Test
  void huge_headers_end_the_connection_alone() throws IOException {
    Wire.Reply reply = Wire.get(at(), "/api/v1/host", "X-Large: " + "x".repeat(100_000));
    assertThat(reply.status()).isIn(0, 400, 431);
    assertThat(Wire.get(at(), "/api/v1/host").status()).isEqualTo(200);
  }

  @Test
  void every_answer_carries_the_headers_that_protect_it() throws IOException {
    for (String path : new String[] {"/", "/api/v1/host", "/api/v1/nothing", "/metrics"}) {
      Wire.Reply reply = Wire.get(at(), path);
      assertThat(reply.header("Content-Security-Policy"))
          .as(path)
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                  + "connect-src 'self'; base-uri 'none'; form-action 'none'; "
                  + "frame-ancestors 'none'");
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }
  }
}

package dev.seep.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.seep.alerting.Incidents;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
  @TempDir Path folder;

  private static Outcome send(String url, @Nullable Path ca, Duration deadline) {
    ChannelSettings settings =
        new ChannelSettings.Webhook(
            Secret.of(url),
            "POST",
            "",
            "application/json",
            new HttpSettings(Map.of(), Secret.none(), ca, false),
            true);
    return Senders.of(settings, new Network(deadline, InstantSource.system()), "web1")
        .send(Notices.firing(Incidents.leak().open()), new HashSet<>());
  }

  @Test
  void aCertificateIsHeldAgainstTheNameAndAgainstThoseTrusted() throws Exception {
    TestTls tls = TestTls.make(folder);
    HttpsServer named = server(tls, "127.0.0.1");
    // The certificate is for localhost and 127.0.0.1, not for this address.
    HttpsServer unnamed = server(tls, "127.0.0.2");
    try {
      String url = "https://localhost:" + named.getAddress().getPort() + "/x";
      Duration deadline = Duration.ofSeconds(10);
      assertThat(send(url, tls.certificate(), deadline)).isInstanceOf(Outcome.Accepted.class);
      Outcome untrusted = send(url, null, deadline);
      assertThat(untrusted).isInstanceOf(Outcome.Later.class);
      assertThat(untrusted.detail()).contains("SSLHandshakeException");
      String other = "https://127.0.0.2:" + unnamed.getAddress().getPort() + "/x";
      Outcome wrongName = send(other, tls.certificate(), deadline);
      assertThat(wrongName).isInstanceOf(Outcome.Later.class);
      assertThat(wrongName.detail()).contains("127.0.0.2");
      Path nothing = folder.resolve("none.pem");
      assertThat(send(url, nothing, deadline).detail()).contains("none.pem");
    } finally {
      named.stop(0);
      unnamed.stop(0);
    }
  }

  private static HttpsServer server(TestTls tls, String address) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void aHandshakeThatDripsEndsAtTheDeadline() throws Exception {
    try (BadServer drip = BadServer.dripping("")) {
      Outcome outcome =
          send("https://localhost:" + drip.port() + "/", null, Duration.ofMillis(300));
      assertThat(outcome).isInstanceOf(Outcome.Later.class);
    }
  }

  @Test
  void aNameThatLeadsNowhereIsTriedAgain() {
    Outcome outcome = send("http://no-such-host.invalid/", null, Duration.ofSeconds(3));
    assertThat(outcome).isInstanceOf(Outcome.Later.class);
    assertThat(outcome.detail()).contains("no-such-host.invalid");
  }
}

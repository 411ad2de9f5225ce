package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Reading;
import dev.seep.web.tls.ReloadingIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {
  private static final String TOKEN = "correct horse battery staple";
  private static final List<String> RSA = List.of("-newkey", "rsa:2048");
  private static final List<String> EC =
      List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
  private static final List<String> ED25519 = List.of("-newkey", "ed25519");

  @TempDir Path folder;

  private final StagedWatch watch = new StagedWatch(10, Instant.parse("2026-03-04T05:06:07Z"));

  private TlsSettings made(String name, List<String> kind) throws Exception {
    Path certificate = folder.resolve(name + ".crt");
    Path key = folder.resolve(name + ".key");
    List<String> command =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=" + name));
    command.addAll(kind);
    command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
    run(command);
    return new TlsSettings(certificate, key);
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /// Takes any certificate, and tells whose it was.
  private static SSLSocket connected(InetSocketAddress to, String... protocols) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.ofLiteral("127.0.0.1"), to.getPort());
    socket.setSoTimeout(20_000);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static String asked(SSLSocket socket, String headers) throws IOException {
    String request =
        "GET /api/v1/host HTTP/1.1\r\nHost: localhost:"
            + socket.getPort()
            + "\r\n"
            + headers
            + "Connection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "ed25519"})
  void a_server_for_others_speaks_tls_and_wants_the_token(String kind) throws Exception {
    TlsSettings tls =
        made("seep.example", kind.equals("rsa") ? RSA : kind.equals("ec") ? EC : ED25519);
    WebOptions options =
        WebOptions.on(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0))
            .withToken(() -> TOKEN)
            .withTls(tls);
    try (WatchServer server = StagedServer.started(options, watch)) {
      try (SSLSocket socket = connected(server.address())) {
        assertThat(asked(socket, "")).startsWith("HTTP/1.1 401");
      }
      try (SSLSocket socket = connected(server.address(), "TLSv1.2")) {
        assertThat(asked(socket, "Authorization: Bearer " + TOKEN + "\r\n"))
            .startsWith("HTTP/1.1 200");
      }
      try (SSLSocket socket = connected(server.address())) {
        String foreign = "Authorization: Bearer " + TOKEN + "\r\nOrigin: http://localhost:%d\r\n";
        assertThat(asked(socket, foreign.formatted(socket.getPort())))
            .as("a page without TLS is another origin")
            .startsWith("HTTP/1.1 403");
      }
      assertThat(
              Wire.raw(
                      new InetSocketAddress(
                          InetAddress.ofLiteral("127.0.0.1"), server.address().getPort()),
                      "GET / HTTP/1.1\r\n\r\n")
                  .body())
          .doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void what_cannot_be_used_is_told_with_the_file_and_the_mend() throws Exception {
    TlsSettings one = made("one", RSA);
    TlsSettings two = made("two", RSA);
    assertThat(why(new TlsSettings(one.certificate(), two.key())))
        .contains("two.key", "not the key");
    assertThat(why(new TlsSettings(one.key(), one.key()))).contains("one.key", "no certificate");
    assertThat(why(new TlsSettings(folder.resolve("none"), one.key()))).contains("none");
    Path old = folder.resolve("old.key");
    run(
        List.of(
            "openssl", "rsa", "-traditional", "-in", one.key().toString(), "-out", old.toString()));
    assertThat(why(new TlsSettings(one.certificate(), old)))
        .contains("RSA PRIVATE KEY", "openssl pkcs8 -topk8");
  }

  private String why(TlsSettings tls) {
    return switch (WatchServer.start(WebOptions.loopback(0).withTls(tls), watch)) {
      case Reading.Seen<WatchServer>(WatchServer server) -> {
        server.close();
        yield "it started";
      }
      case Reading.Unseen<WatchServer> unseen -> unseen.blind().why() + " " + unseen.blind().mend();
    };
  }

  @Test
  void changed_files_are_taken_and_broken_ones_are_not() throws Exception {
    TlsSettings used = made("used", RSA);
    TlsSettings next = made("next", EC);
    AtomicLong nanos = new AtomicLong();
    ReloadingIdentity identity =
        switch (ReloadingIdentity.load(used, nanos::get)) {
          case Reading.Seen<ReloadingIdentity>(ReloadingIdentity loaded) -> loaded;
          case Reading.Unseen<ReloadingIdentity> unseen ->
              throw new IllegalStateException(unseen.blind().toString());
        };
    assertThat(identity.chooseEngineServerAlias("RSA", null, null)).isEqualTo("seep-1");

    Files.copy(next.certificate(), used.certificate(), StandardCopyOption.REPLACE_EXISTING);
    touched(used.certificate(), 5);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
    assertThat(identity.chooseEngineServerAlias("RSA", null, null)).isEqualTo("seep-1");
    assertThat(identity.trouble()).isPresent();

    Files.copy(next.key(), used.key(), StandardCopyOption.REPLACE_EXISTING);
    touched(used.key(), 10);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
    String alias = String.valueOf(identity.chooseEngineServerAlias("EC", null, null));
    assertThat(alias).isEqualTo("seep-1'");
    assertThat(identity.trouble()).isEmpty();
    assertThat(identity.getCertificateChain("seep-1")).as("handshakes under way").isNotNull();
    assertThat(identity.getCertificateChain(alias))
        .satisfiesExactly(
            own -> assertThat(own.getSubjectX500Principal().toString()).contains("next"));
  }

  private static void touched(Path file, long seconds) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(seconds)));
  }

  @Test
  void an_old_protocol_is_refused() throws Exception {
    try (WatchServer server =
        StagedServer.started(WebOptions.loopback(0).withTls(made("x", RSA)), watch)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> connected(server.address(), "TLSv1.1").close())
          .isInstanceOf(SSLException.class);
    }
  }
}

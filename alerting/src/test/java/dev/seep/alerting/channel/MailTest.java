package dev.seep.alerting.channel;

import static dev.seep.alerting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.seep.alerting.Incidents;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.ChannelSettings.Tls;
import dev.seep.alerting.config.Secret;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Notice;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
  private static final Network NETWORK =
      new Network(Duration.ofSeconds(10), InstantSource.system());

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.stop();
  }

  private static ChannelSettings.Email settings(
      int port, Tls tls, boolean require, String user, Secret password, @Nullable Path ca) {
    return new ChannelSettings.Email(
        "localhost",
        port,
        "seep@example.org",
        List.of("ada@example.org", "bob@example.org"),
        user,
        password,
        tls,
        require,
        ca,
        true);
  }

  private Sender plain() {
    server.start();
    int port = server.getSmtp().getPort();
    return sender(settings(port, Tls.NONE, false, "", Secret.none(), null));
  }

  private static Sender sender(ChannelSettings.Email settings) {
    return Senders.of(settings, NETWORK, "web1");
  }

  private static Outcome send(Sender sender, Notice notice) {
    return sender.send(notice, new HashSet<>());
  }

  private static String header(MimeMessage mail, String name) throws Exception {
    String[] values = mail.getHeader(name);
    return values == null ? "" : String.join("|", values);
  }

  private MimeMessage withSubject(String start) throws Exception {
    for (MimeMessage each : server.getReceivedMessages()) {
      if (each.getSubject().startsWith(start)) {
        return each;
      }
    }
    throw new AssertionError("no mail begins with " + start);
  }

  @Test
  void aMailHasTheDiagnosisAsTextAndAsHtml() throws Exception {
    Outcome outcome = send(plain(), Notices.firing(Incidents.leak().open()));
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(server.waitForIncomingEmail(5_000, 2)).isTrue();
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject())
        .isEqualTo(
            "[WARNING] web1: crawler.service leaks sockets that were never connected,"
                + " limit in 16 min");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat((String) parts.getBodyPart(0).getContent())
        .contains("trantor::Connector::connect Connector.cc:83", "10.0.0.7:1965", "16 min");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat((String) parts.getBodyPart(1).getContent())
        .contains("<td>trantor::Connector::connect Connector.cc:83</td>")
        .contains("href=\"https://seep.example/finding/i-1\"");
    assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
  }

  @Test
  void theMailsOfAnIncidentAreOneThread() throws Exception {
    Sender sender = plain();
    send(sender, Notices.firing(Incidents.leak().open()));
    Map<String, String> before = Notices.message(Incidents.leak().open()).labels();
    send(sender, Notices.of(Kind.RESOLVED, before, Incidents.leak().resolved()));
    assertThat(server.waitForIncomingEmail(5_000, 4)).isTrue();
    MimeMessage first = withSubject("[WARNING]");
    MimeMessage last = withSubject("[RESOLVED]");
    assertThat(header(last, "References")).isEqualTo(header(first, "Message-ID"));
    assertThat(header(last, "In-Reply-To")).isEqualTo(header(first, "Message-ID"));
    assertThat(header(last, "Message-ID")).isNotEqualTo(header(first, "Message-ID"));
    assertThat(last.getSubject()).startsWith("[RESOLVED] web1: crawler.service: over: ");
  }

  @Test
  void aHostileNameIsNoHeaderAndNoMarkup() throws Exception {
    String evil =
        "x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script>\u001b[31m\u202e<img src=x>";
    send(plain(), Notices.firing(Incidents.leak(evil).named(evil).open()));
    assertThat(server.waitForIncomingEmail(5_000, 2)).isTrue();
    assertThat(server.getReceivedMessages()).hasSize(2);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(header(mail, "Bcc")).isEmpty();
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getSubject()).doesNotContain("\r", "\n", "\u001b", "\u202e");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    String html = (String) parts.getBodyPart(1).getContent();
    assertThat(html).doesNotContain("<script>", "<img").contains("&lt;script&gt;");
    assertThat((String) parts.getBodyPart(0).getContent()).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void aLoginIsMadeWithAPasswordFromAFileAndAWrongOneIsRefused() throws Exception {
    server.start();
    server.setUser("ada@example.org", "seep", "right");
    Path file = folder.resolve("password");
    Files.writeString(file, "right\n");
    int port = server.getSmtp().getPort();
    Sender sender = sender(settings(port, Tls.NONE, false, "seep", Secret.inFile(file), null));
    assertThat(send(sender, Notices.firing(Incidents.leak().open())))
        .isInstanceOf(Outcome.Accepted.class);
    Files.writeString(file, "wrong");
    assertThat(send(sender, Notices.firing(Incidents.leak().open())))
        .isInstanceOf(Outcome.Refused.class);
    Files.delete(file);
    assertThat(send(sender, Notices.firing(Incidents.leak().open())))
        .isInstanceOf(Outcome.Later.class);
  }

  @Test
  void withoutStarttlsNothingIsSentWhereItIsRequired() {
    server.start();
    int port = server.getSmtp().getPort();
    Outcome outcome =
        send(
            sender(settings(port, Tls.STARTTLS, true, "", Secret.none(), null)),
            Notices.firing(Incidents.leak().open()));
    assertThat(outcome).isInstanceOf(Outcome.Later.class);
    assertThat(outcome.detail()).containsIgnoringCase("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void tlsIsVerifiedWhetherItComesFirstOrLater() throws Exception {
    TestTls tls = TestTls.make(folder);
    for (Tls mode : List.of(Tls.STARTTLS, Tls.IMPLICIT)) {
      try (SmtpServer smtp = new SmtpServer(tls.context(), mode == Tls.IMPLICIT)) {
        Outcome trusted =
            send(
                sender(settings(smtp.port(), mode, true, "", Secret.none(), tls.certificate())),
                Notices.firing(Incidents.leak().open()));
        assertThat(trusted).as(mode.name()).isInstanceOf(Outcome.Accepted.class);
        assertThat(smtp.lastMail()).contains("Subject: ").contains("X-Seep-Dedup-Key: i-1");
        assertThat(smtp.wasSecure()).isTrue();
        Outcome unknown =
            send(
                sender(settings(smtp.port(), mode, true, "", Secret.none(), null)),
                Notices.firing(Incidents.leak().open()));
        assertThat(unknown).as(mode.name()).isInstanceOf(Outcome.Later.class);
      }
    }
  }

  @Test
  void aMailServerThatDripsIsLeftAtTheDeadline() throws Exception {
    Network hasty = new Network(Duration.ofMillis(400), InstantSource.system());
    for (Tls mode : Tls.values()) {
      try (BadServer drip = BadServer.dripping("220 welco")) {
        Sender sender =
            Senders.of(settings(drip.port(), mode, false, "", Secret.none(), null), hasty, "web1");
        Outcome outcome = send(sender, Notices.firing(Incidents.leak().open()));
        assertThat(outcome).as(mode.name()).isInstanceOf(Outcome.Later.class);
      }
    }
  }

  @Test
  void whoTookItIsNotSentItAgain() throws Exception {
    try (SmtpServer smtp = new SmtpServer(null, false)) {
      smtp.postpone("bob@example.org");
      Sender sender = sender(settings(smtp.port(), Tls.NONE, false, "", Secret.none(), null));
      Set<String> done = new HashSet<>();
      Notice notice = Notices.firing(Incidents.leak().open());
      assertThat(sender.send(notice, done)).isInstanceOf(Outcome.Later.class);
      assertThat(done).containsExactly("ada@example.org");
      smtp.postpone("");
      assertThat(sender.send(notice, done)).isInstanceOf(Outcome.Accepted.class);
      assertThat(smtp.recipients()).containsExactly("ada@example.org", "bob@example.org");
    }
  }

  @Test
  void hundredsOfFailedMailsLeaveNoDescriptorBehind() throws Exception {
    Network hasty = new Network(Duration.ofMillis(50), InstantSource.system());
    Notice notice = Notices.firing(Incidents.leak().open());
    try (BadServer closing = BadServer.closing();
        BadServer drip = BadServer.dripping("220 x")) {
      Sender toClosing =
          Senders.of(
              settings(closing.port(), Tls.NONE, false, "", Secret.none(), null), hasty, "web1");
      Sender toDrip =
          Senders.of(
              settings(drip.port(), Tls.IMPLICIT, false, "", Secret.none(), null), hasty, "web1");
      send(toClosing, notice);
      send(toDrip, notice);
      int before = descriptors();
      for (int i = 0; i < 50; i++) {
        assertThat(send(toDrip, notice)).isInstanceOf(Outcome.Later.class);
        assertThat(send(toClosing, notice)).isInstanceOf(Outcome.Later.class);
      }
      eventually("descriptors are given back", () -> descriptors() <= before + 5);
    }
  }

  private static int descriptors() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.ChannelSettings.Tls;
import dev.seep.alerting.message.Notice;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Sends mail over SMTP (RFC 5321), with STARTTLS (RFC 3207) or TLS from the first byte (RFC 8314).
///
/// The connection is made here and handed over: so it falls under the same deadline as everything
/// else, and the library asks no name server. The library's own time limits do not end by default,
/// and begin anew with each byte where they do.
final class MailSender implements Sender {
  private static final String HOST_NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?";

  private final ChannelSettings.Email settings;
  private final Network network;
  private final String hostName;

  MailSender(ChannelSettings.Email settings, Network network, String hostName) {
    this.settings = settings;
    this.network = network;
    this.hostName = hostName.matches(HOST_NAME) ? hostName : "localhost";
  }

  @Override
  public Outcome send(Notice notice, Set<String> done) {
    try (Attempt attempt = network.begin()) {
      try {
        return deliver(notice, done, attempt);
      } catch (IOException e) {
        return Failures.of(e, attempt);
      } catch (AuthenticationFailedException e) {
        boolean temporary = String.valueOf(e.getMessage()).startsWith("4");
        String detail = Failures.line("login refused: " + e.getMessage());
        return temporary ? new Outcome.Later(detail, Duration.ZERO) : new Outcome.Refused(detail);
      } catch (SendFailedException e) {
        return undelivered(e, done);
      } catch (MessagingException e) {
        return attempt.isExpired()
            ? new Outcome.Later("no answer in time", Duration.ZERO)
            : new Outcome.Later(Failures.line(Failures.said(e)), Duration.ZERO);
      }
    }
  }

  private Outcome deliver(Notice notice, Set<String> done, Attempt attempt)
      throws IOException, MessagingException {
    String password = Http.value(settings.authPassword());
    SSLContext trust = settings.tls() == Tls.NONE ? null : Dialer.trust(settings.caFile());
    Socket socket = dial(trust, attempt);
    Session session = Session.getInstance(properties(socket, trust), login(password));
    MimeMessage mail = new MailBody(settings, hostName).mail(session, notice);
    List<Address> to = new ArrayList<>();
    for (String each : settings.to()) {
      if (!done.contains(each)) {
        to.add(new InternetAddress(each));
      }
    }
    SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
    try {
      transport.connect(socket);
      transport.sendMessage(mail, to.toArray(new Address[0]));
      return new Outcome.Accepted(Failures.line(String.valueOf(transport.getLastServerResponse())));
    } finally {
      leave(transport);
    }
  }

  /// A mail that was taken stays taken when the farewell fails; the attempt closes the socket.
  private static void leave(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException farewell) {
      return;
    }
  }

  private Socket dial(@Nullable SSLContext trust, Attempt attempt) throws IOException {
    Socket open = network.dialer().open(settings.smarthost(), settings.port(), false, attempt);
    return settings.tls() == Tls.IMPLICIT && trust != null
        ? Dialer.secure(open, settings.smarthost(), settings.port(), trust)
        : open;
  }

  private Properties properties(Socket socket, @Nullable SSLContext trust) {
    Properties properties = new Properties();
    // The address, so that nobody looks the name up again; the certificate is held against the
    // name, which the socket knows.
    properties.put("mail.smtp.host", socket.getInetAddress().getHostAddress());
    properties.put("mail.smtp.localhost", hostName);
    properties.put("mail.smtp.auth", String.valueOf(!settings.authUser().isEmpty()));
    properties.put("mail.smtp.user", settings.authUser());
    properties.put("mail.smtp.from", settings.from());
    properties.put("mail.smtp.starttls.enable", String.valueOf(settings.tls() == Tls.STARTTLS));
    boolean required = settings.tls() == Tls.STARTTLS && settings.requireTls();
    properties.put("mail.smtp.starttls.required", String.valueOf(required));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (trust != null) {
      properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
    }
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  private Authenticator login(String password) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(settings.authUser(), password);
      }
    };
  }

  /// Who took it is remembered; the rest is tried again where one of them may take it later.
  private static Outcome undelivered(SendFailedException failure, Set<String> done) {
    if (failure.getValidSentAddresses() != null) {
      for (Address each : failure.getValidSentAddresses()) {
        done.add(((InternetAddress) each).getAddress());
      }
    }
    boolean permanent = false;
    boolean temporary = false;
    String detail = Failures.said(failure);
    for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
      int code =
          switch (m) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
          };
      if (m instanceof SMTPAddressFailedException || m instanceof SMTPSendFailedException) {
        detail = Failures.said(m);
      }
      permanent |= code >= 500;
      temporary |= code > 0 && code < 500 && code >= 400;
    }
    if (permanent && !temporary) {
      return done.isEmpty()
          ? new Outcome.Refused(Failures.line(detail))
          : new Outcome.Accepted(Failures.line("not by all: " + detail));
    }
    return new Outcome.Later(Failures.line(detail), Duration.ZERO);
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.Cut;
import dev.seep.alerting.message.HtmlText;
import dev.seep.alerting.message.Notice;
import dev.seep.alerting.message.PlainText;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/// A notice as a mail: `multipart/alternative` (RFC 2046), marked as made by a machine (RFC 3834).
///
/// All mails of an incident refer to one message id made of its own, so that mail programs show
/// them as one thread (RFC 5322, section 3.6.4); the first mail of an incident has that id itself.
/// The id of a mail is the same at each try, so that a doubled one can be told. No header can be
/// injected: what a message holds is one printable line, and is encoded on top (RFC 2047).
final class MailBody {
  private static final int LONGEST_SUBJECT = 250;

  private final ChannelSettings.Email settings;
  private final String hostName;

  MailBody(ChannelSettings.Email settings, String hostName) {
    this.settings = settings;
    this.hostName = hostName;
  }

  MimeMessage mail(Session session, Notice notice) throws MessagingException {
    String id = id(notice);
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(new InternetAddress(settings.from()));
    for (String each : settings.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(each));
    }
    String subject = Cut.to(PlainText.subject(notice), LONGEST_SUBJECT);
    mail.setSubject(subject, StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(notice.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Seep-Dedup-Key", incidents(notice));
    if (notice.severity() == dev.seep.evidence.watch.Severity.CRITICAL && !notice.isResolved()) {
      mail.setHeader("Importance", "high");
    }
    String roots = roots(notice).stream().limit(20).collect(Collectors.joining("\r\n "));
    if (!roots.equals(id)) {
      mail.setHeader("References", roots);
      mail.setHeader("In-Reply-To", roots(notice).getFirst());
    }
    mail.setContent(alternatives(notice));
    return mail;
  }

  private static MimeMultipart alternatives(Notice notice) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(PlainText.body(notice), StandardCharsets.UTF_8.name(), "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(HtmlText.body(notice), StandardCharsets.UTF_8.name(), "html");
    return new MimeMultipart("alternative", text, html);
  }

  private String id(Notice notice) {
    boolean first =
        notice.items().size() == 1 && notice.items().getFirst().labelsBefore().isEmpty();
    return first ? roots(notice).getFirst() : "<" + word(notice.id()) + "@" + domain() + ">";
  }

  private List<String> roots(Notice notice) {
    return notice.items().stream()
        .map(item -> "<seep." + word(item.message().incident()) + "@" + domain() + ">")
        .toList();
  }

  private static String incidents(Notice notice) {
    return notice.items().stream()
        .limit(20)
        .map(item -> word(item.message().incident()))
        .collect(Collectors.joining("\r\n "));
  }

  private String domain() {
    return hostName + ".seep.invalid";
  }

  private static String word(String text) {
    return text.replaceAll("[^A-Za-z0-9.-]", "_");
  }
}

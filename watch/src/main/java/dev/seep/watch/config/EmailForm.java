package dev.seep.watch.config;

import dev.seep.alerting.config.ChannelSettings.Email;
import dev.seep.alerting.config.ChannelSettings.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `email_configs`, by Alertmanager's names.
final class EmailForm {
  /// RFC 8314: TLS from the first byte.
  private static final int SUBMISSIONS = 465;

  private static final String ADDRESS = "^[^@\\s\\x00-\\x1f]+@[^@\\s\\x00-\\x1f]+$";

  private static final Kind<String> MAIL =
      Text.like("a mail address", ADDRESS, "write it as name@host");

  private static final Key<Email, Listen> SMARTHOST =
      Key.required(
          "smarthost",
          Listen.KIND,
          it -> new Listen(it.smarthost(), it.port()),
          "host:port of the mail server.");

  private static final Key<Email, String> FROM = Key.required("from", MAIL, Email::from, "Sender.");

  private static final Key<Email, List<String>> TO =
      Key.required("to", new Texts.OneOrMore(MAIL), Email::to, "One address, or a list.");

  private static final Key<Email, Optional<String>> USER =
      ChannelForms.perhaps("auth_username", Email::authUser, "Name to log in by; none: no login.");

  private static final Secrets<Email> PASSWORD =
      Secrets.of("auth_password", it -> Hidden.of(it.authPassword()), "Password to log in by.");

  private static final Key<Email, Optional<Tls>> TLS =
      Key.optional(
          "tls",
          OneOf.of(List.of(Tls.STARTTLS, Tls.IMPLICIT, Tls.NONE), EmailForm::word),
          it -> Optional.of(it.tls()),
          "starttls, implicit or none; without it implicit for port 465, else starttls.");

  private static final Key<Email, Boolean> REQUIRE_TLS =
      Key.of(
          "require_tls",
          Numbers.FLAG,
          true,
          Email::requireTls,
          "With starttls: send nothing where the server does not offer it.");

  private static final Key<Email, Optional<Path>> TLS_CONFIG =
      Key.section(
          "tls_config", HttpForm.TLS, it -> Optional.ofNullable(it.caFile()), "Whom TLS trusts.");

  private static final Key<Email, Boolean> RESOLVED = ChannelForms.sendResolved();

  static final Form<Email> FORM =
      Form.of("email_config", "Mail by SMTP.", keys(), EmailForm::make)
          .checked(PASSWORD::notTwice)
          .checked(EmailForm::passwordBesideUser)
          .checked(EmailForm::port);

  private EmailForm() {}

  private static List<Key<Email, ?>> keys() {
    List<Key<Email, ?>> keys = new ArrayList<>(List.of(SMARTHOST, FROM, TO, USER));
    keys.addAll(PASSWORD.keys());
    keys.addAll(List.of(TLS, REQUIRE_TLS, TLS_CONFIG, RESOLVED));
    return keys;
  }

  private static String word(Tls tls) {
    return tls.name().toLowerCase(Locale.ROOT);
  }

  private static void passwordBesideUser(Values values, Remarks remarks) {
    boolean user = values.isWritten(USER);
    if (user != PASSWORD.isWritten(values)) {
      remarks.problem(
          user ? values.place(USER) : values.place(),
          user ? "is given without a password" : "has a password without auth_username",
          user ? "add auth_password_file" : "add auth_username");
    }
  }

  private static void port(Values values, Remarks remarks) {
    if (values.known(SMARTHOST).filter(it -> it.port() == 0).isPresent()) {
      remarks.problem(values.place(SMARTHOST), "port 0 is no port of a mail server", "try 587");
    }
  }

  private static Email make(Values values) {
    Listen host = values.get(SMARTHOST);
    Tls byPort = host.port() == SUBMISSIONS ? Tls.IMPLICIT : Tls.STARTTLS;
    return new Email(
        host.host(),
        host.port(),
        values.get(FROM),
        values.get(TO),
        values.get(USER).orElse(""),
        PASSWORD.in(values).forAlerting(),
        values.get(TLS).orElse(byPort),
        values.get(REQUIRE_TLS),
        values.get(TLS_CONFIG).orElse(null),
        values.get(RESOLVED));
  }
}

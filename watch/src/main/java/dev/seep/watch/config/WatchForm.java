package dev.seep.watch.config;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.export.config.ExportSettings.Otlp;
import dev.seep.export.config.ExportSettings.RemoteWrite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The whole file.
final class WatchForm {
  private static final Key<WatchConfig, Listen> LISTEN =
      Key.of(
              "listen",
              Listen.KIND,
              new Listen("127.0.0.1", 7337),
              WatchConfig::listen,
              "host:port of the page and the API; any but loopback needs a token, and TLS.")
          .restarting();

  private static final Key<WatchConfig, Optional<WatchConfig.Tls>> TLS =
      Key.optional("tls", Sections.TLS, WatchConfig::tls, "Serve by TLS.").restarting();

  private static final Key<WatchConfig, Boolean> INSECURE =
      Key.of(
              "insecure",
              Numbers.FLAG,
              false,
              WatchConfig::insecure,
              "Serve other addresses than loopback without TLS, as a proxy in front ends it.")
          .restarting();

  private static final Secrets<WatchConfig> TOKEN =
      Secrets.of(
          "token",
          it -> Hidden.of(it.token()),
          "Demanded of whoever opens the page or asks the API, but not for /-/healthy.");

  private static final Key<WatchConfig, List<String>> ALLOWED_HOSTS =
      Key.of(
              "allowed_hosts",
              Listed.of(Text.like("a host's name", "^[A-Za-z0-9._:\\[\\]-]+$", "")),
              List.of(),
              WatchConfig::allowedHosts,
              "Names under which browsers may ask, beside localhost and the address listened on.")
          .restarting();

  private static final Key<WatchConfig, Optional<URI>> EXTERNAL_URL =
      Key.optional(
          "external_url",
          Texts.URL,
          WatchConfig::externalUrl,
          "Where people reach the page, for links in messages.");

  private static final Key<WatchConfig, Optional<Path>> DATA =
      Key.optional(
              "data",
              Texts.PATH,
              WatchConfig::data,
              "Folder of the history; without it /var/lib/seep for root, else ~/.local/state/seep.")
          .restarting();

  private static final Key<WatchConfig, WatchConfig.History> HISTORY =
      Key.section("history", Sections.HISTORY, WatchConfig::history, "How much is kept.");

  private static final Key<WatchConfig, Duration> INTERVAL =
      Key.of(
          "interval",
          new Numbers.Span(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          Duration.ofSeconds(5),
          WatchConfig::interval,
          "How often processes are looked at.");

  private static final Key<WatchConfig, WatchConfig.Watching> WATCHING =
      Key.section("watching", Sections.WATCHING, WatchConfig::watching, "What is watched.");

  private static final Key<WatchConfig, WatchConfig.Hunts> HUNTS =
      Key.section(
          "hunts", Sections.HUNTS, WatchConfig::hunts, "Closer looks that begin by themselves.");

  private static final Key<WatchConfig, WatchConfig.Budget> BUDGET =
      Key.section("budget", Sections.BUDGET, WatchConfig::budget, "What the watch may use.");

  private static final Key<WatchConfig, List<String>> LOGS =
      Key.of(
              "logs",
              Listed.of(Text.of("an absolute path, which may be a glob")),
              List.of(),
              WatchConfig::logs,
              "Log files that are followed for words on exhausted limits, beside the journal.")
          .restarting();

  private static final Key<WatchConfig, SortedMap<String, String>> LABELS =
      Key.of(
          "labels",
          new Mapped<>(Text.of("a label's value"), "a label's name", ExportForms.LABEL_NAME),
          new TreeMap<>(),
          WatchConfig::labels,
          "Put on every figure and alert, such as site: berlin.");

  private static final Key<WatchConfig, AlertingConfig> ALERTING =
      Key.section(
          "alerting", AlertingForms.FORM, WatchConfig::alerting, "Who is told of a leak, and how.");

  private static final Key<WatchConfig, List<RemoteWrite>> REMOTE_WRITE =
      Key.of(
          "remote_write",
          Listed.of(ExportForms.REMOTE_WRITE),
          List.of(),
          WatchConfig::remoteWrite,
          "Receivers of Prometheus' remote write.");

  private static final Key<WatchConfig, Optional<Otlp>> OTLP =
      Key.optional("otlp", ExportForms.OTLP, WatchConfig::otlp, "An OpenTelemetry collector.");

  static final Form<WatchConfig> FORM =
      Form.of("watch", "Configuration of seep watch.", keys(), WatchForm::make)
          .checked(TOKEN::notTwice)
          .checked(WatchForm::notExposed);

  private WatchForm() {}

  private static List<Key<WatchConfig, ?>> keys() {
    List<Key<WatchConfig, ?>> keys = new ArrayList<>(List.of(LISTEN, TLS, INSECURE));
    TOKEN.keys().forEach(key -> keys.add(key.restarting()));
    keys.addAll(
        List.of(
            ALLOWED_HOSTS,
            EXTERNAL_URL,
            DATA,
            HISTORY,
            INTERVAL,
            WATCHING,
            HUNTS,
            BUDGET,
            LOGS,
            LABELS,
            ALERTING,
            REMOTE_WRITE,
            OTLP));
    return keys;
  }

  private static WatchConfig make(Values values) {
    return new WatchConfig(
        values.get(LISTEN),
        values.get(TLS),
        values.get(INSECURE),
        TOKEN.in(values).forAlerting(),
        values.get(ALLOWED_HOSTS),
        values.get(EXTERNAL_URL),
        values.get(DATA),
        values.get(HISTORY),
        values.get(INTERVAL),
        values.get(WATCHING),
        values.get(HUNTS),
        values.get(BUDGET),
        values.get(LOGS),
        values.get(LABELS),
        values.get(ALERTING),
        values.get(REMOTE_WRITE),
        values.get(OTLP));
  }

  private static void notExposed(Values values, Remarks remarks) {
    Listen listen = values.known(LISTEN).orElseGet(() -> new Listen("localhost", 0));
    exposure(
            listen,
            values.isWritten(TLS),
            values.known(INSECURE).orElse(true),
            TOKEN.isWritten(values))
        .ifPresent(why ->
            remarks.problem(
                values.place(LISTEN),
                why,
                why.contains("token")
                    ? "add token_file, or listen on 127.0.0.1"
                    : "add tls, or insecure: true when a proxy in front ends TLS"));
  }

  /// Why it must not listen there; empty when it may.
  static Optional<String> exposure(Listen listen, boolean tls, boolean insecure, boolean token) {
    if (listen.isLoopback()) {
      return Optional.empty();
    }
    if (!token) {
      return Optional.of(listen + " can be reached from elsewhere, and there is no token");
    }
    return tls || insecure
        ? Optional.empty()
        : Optional.of(listen + " can be reached from elsewhere, and there is no TLS");
  }
}

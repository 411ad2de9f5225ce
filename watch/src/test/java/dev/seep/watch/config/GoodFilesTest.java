package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.config.Secret;
import dev.seep.export.config.Authorization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of files without a mistake.
final class GoodFilesTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n", "---\n", "{}", "\uFEFF"})
  void a_file_that_says_nothing_means_the_defaults(String text) {
    assertThat(Parsed.good(text)).isEqualTo(WatchConfig.defaults());
    assertThat(Parsed.warnings(text)).isEmpty();
  }

  @Test
  void defaults_listen_on_loopback_tell_nobody_and_keep_the_budget_of_the_daemon() {
    WatchConfig defaults = WatchConfig.defaults();
    assertThat(defaults.listen()).isEqualTo(new Listen("127.0.0.1", 7337));
    assertThat(defaults.exposure()).isEmpty();
    assertThat(defaults.alerting()).isEqualTo(AlertingConfig.none());
    assertThat(defaults.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(defaults.budget()).isEqualTo(new WatchConfig.Budget(0.01, 120_000_000, 512));
    assertThat(defaults.hunts().enabled()).isTrue();
    assertThat(defaults.hunts().length()).isEqualTo(Duration.ofSeconds(60));
    assertThat(defaults.watching().watches("unit:a.service", "a", "root")).isTrue();
  }

  @Test
  void the_file_of_the_package_means_the_defaults() {
    Path file = Path.of("../packaging/config/watch.yaml");
    ConfigFile.Result.Loaded loaded = Parsed.loaded(ConfigFile.load(file));
    assertThat(loaded.config()).isEqualTo(WatchConfig.defaults());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void the_example_of_the_documentation_is_read_as_it_says() throws Exception {
    ConfigFile.Result.Loaded loaded = Parsed.loaded(ConfigFile.load(Parsed.example(folder)));
    assertThat(loaded.warnings()).isEmpty();
    WatchConfig config = loaded.config();
    assertThat(config.listen()).isEqualTo(new Listen("0.0.0.0", 7337));
    assertThat(config.token()).isEqualTo(Secret.inFile(folder.resolve("secrets/page-token")));
    assertThat(config.history()).isEqualTo(new WatchConfig.History(1L << 30, Duration.ofDays(28)));
    assertThat(config.labels()).isEqualTo(Map.of("site", "berlin"));
    assertThat(config.watching().watches("unit:x.service", "kworker/1:2", "root")).isFalse();
    assertThat(config.watching().watches("unit:x.service", "nginx", "root")).isTrue();
    AlertingConfig alerting = config.alerting();
    assertThat(alerting.problems()).isEmpty();
    assertThat(alerting.receivers())
        .extracting(Receiver::name)
        .containsExactly("operators", "on-call", "everybody");
    assertThat(alerting.receivers().getFirst().channels().getFirst())
        .isInstanceOfSatisfying(
            ChannelSettings.Email.class,
            mail -> {
              assertThat(mail.smarthost()).isEqualTo("mail.example.org");
              assertThat(mail.port()).isEqualTo(587);
              assertThat(mail.to()).containsExactly("ops@example.org", "night-shift@example.org");
              assertThat(mail.tls()).isEqualTo(ChannelSettings.Tls.STARTTLS);
            });
    assertThat(alerting.route().routes()).hasSize(2);
    assertThat(alerting.route().routes().getFirst().matchers().getFirst())
        .hasToString("severity=\"critical\"");
    assertThat(alerting.timeIntervals()).containsOnlyKeys("nightly-maintenance");
    assertThat(config.remoteWrite().getFirst().authorization())
        .isInstanceOf(Authorization.Basic.class);
    assertThat(config.otlp().orElseThrow().interval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void an_anchor_stands_for_what_it_names() {
    WatchConfig config =
        Parsed.good(
            """
            watching:
              include: &some {commands: [nginx]}
              exclude: *some
            """);
    assertThat(config.watching().include()).isEqualTo(config.watching().exclude());
    assertThat(config.watching().watches("unit:nginx.service", "nginx", "root")).isFalse();
  }

  @Test
  void zero_receivers_are_allowed_and_tell_nobody() {
    assertThat(Parsed.good("alerting: {receivers: [], route: {}}").alerting())
        .isEqualTo(AlertingConfig.none());
  }

  @ParameterizedTest
  @CsvSource({
    "mail:25, STARTTLS",
    "mail:465, IMPLICIT",
    "mail:587, STARTTLS",
    "'[::1]:465', IMPLICIT"
  })
  void mail_is_protected_by_what_its_port_is_for(String host, ChannelSettings.Tls tls) {
    WatchConfig config =
        Parsed.good(
            """
            alerting:
              route: {receiver: ops}
              receivers:
                - name: ops
                  email_configs:
                    - {smarthost: "HOST", from: a@b, to: c@d}
            """
                .replace("HOST", host));
    ChannelSettings channel = config.alerting().receivers().getFirst().channels().getFirst();
    assertThat(((ChannelSettings.Email) channel).tls()).isEqualTo(tls);
  }

  @Test
  void the_history_goes_where_it_was_told_then_where_systemd_and_xdg_have_it() {
    WatchConfig config = WatchConfig.defaults();
    assertThat(config.dataFolder(Map.of(), true)).isEqualTo(Path.of("/var/lib/seep"));
    assertThat(config.dataFolder(Map.of("STATE_DIRECTORY", "/s/a:/s/b"), true))
        .isEqualTo(Path.of("/s/a"));
    assertThat(config.dataFolder(Map.of("HOME", "/home/u"), false))
        .isEqualTo(Path.of("/home/u/.local/state/seep"));
    assertThat(config.dataFolder(Map.of("XDG_STATE_HOME", "/x"), false))
        .isEqualTo(Path.of("/x/seep"));
    assertThat(config.withData(Path.of("/d")).dataFolder(Map.of("STATE_DIRECTORY", "/s"), true))
        .isEqualTo(Path.of("/d"));
  }

  @Test
  void other_addresses_are_served_with_a_token_and_behind_a_proxy_without_tls() {
    WatchConfig config = Parsed.good("{listen: '[::]:7337', insecure: true, token: hush}");
    assertThat(config.listen()).isEqualTo(new Listen("::", 7337));
    assertThat(config.exposure()).isEmpty();
    assertThat(WatchConfig.defaults().withListen(new Listen("10.0.0.1", 80)).exposure())
        .isEqualTo(Optional.of("10.0.0.1:80 can be reached from elsewhere, and there is no token"));
  }

  @Test
  void the_hash_is_of_the_file_as_it_is() throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), "interval: 5s\n");
    String hash = Parsed.loaded(ConfigFile.load(file)).hash();
    assertThat(hash).hasSize(64);
    assertThat(Parsed.loaded(ConfigFile.parse("interval: 5s\n", "b")).hash()).isEqualTo(hash);
    assertThat(Parsed.loaded(ConfigFile.parse("interval: 5s", "b")).hash()).isNotEqualTo(hash);
  }
}

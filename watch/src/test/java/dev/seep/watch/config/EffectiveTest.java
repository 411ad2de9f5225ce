package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is shown of a configuration.
final class EffectiveTest {
  @TempDir Path folder = Path.of("");

  @Test
  void the_defaults_as_shown_are_read_as_the_defaults() {
    String shown = Descriptions.yaml(WatchConfig.defaults());
    assertThat(Parsed.good(shown)).isEqualTo(WatchConfig.defaults());
    assertThat(shown).contains("listen: 127.0.0.1:7337\n").contains("  max_bytes: 1GiB\n");
  }

  @Test
  void the_example_as_shown_is_read_as_the_example() throws Exception {
    WatchConfig example = Parsed.loaded(ConfigFile.load(Parsed.example(folder))).config();
    String shown = Descriptions.yaml(example);
    String secret = "  - url: '********'";
    assertThat(shown).contains(secret);
    String again = shown.replace(secret, "  - url: http://127.0.0.1:9000/seep");
    assertThat(Parsed.good(again)).isEqualTo(example);
    assertThat(shown).doesNotContain("hush-").contains(folder + "/secrets/smtp-password");
  }

  @Test
  void secrets_are_shown_as_stars() {
    WatchConfig config =
        Parsed.good(
            """
            token: hush1
            remote_write:
              - url: http://x
                headers: {X-Key: hush2}
                basic_auth: {username: u, password: hush3}
            otlp: {endpoint: 'http://y', authorization: {credentials: hush4}}
            alerting:
              route: {receiver: a}
              receivers:
                - name: a
                  slack_configs: [{api_url: 'https://hooks/hush5'}]
                  ntfy_configs: [{topic: hush6, token: hush7}]
                  webhook_configs:
                    - url: https://h/hush8
                      http_config:
                        http_headers: {X-Key: {value: hush9}}
                  email_configs:
                    - {smarthost: 'm:25', from: a@b, to: a@b, auth_username: u, auth_password: hushA}
            """);
    String shown = Descriptions.yaml(config);
    assertThat(shown).doesNotContain("hush").contains("token: '********'");
    assertThat(shown.split("\\*{8}", -1)).hasSize(11);
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void a_secret_that_everybody_may_read_is_warned_of() throws Exception {
    Path secret = Files.writeString(folder.resolve("token"), "hush\n");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Path file = Files.writeString(folder.resolve("watch.yaml"), "token_file: token\n");
    assertThat(Parsed.warnings(ConfigFile.load(file)))
        .containsExactly(
            file
                + ":1:13: token_file: "
                + secret
                + " can be read by every user | chmod o-r "
                + secret);
  }

  @Test
  void a_secret_that_is_empty_or_missing_is_a_mistake() throws Exception {
    Path secret = Files.writeString(folder.resolve("token"), "");
    Path file = Files.writeString(folder.resolve("watch.yaml"), "token_file: token\n");
    assertThat(Parsed.problems(ConfigFile.load(file)))
        .containsExactly(
            file + ":1:13: token_file: " + secret + " is empty | write into it what it is to hold");
    Files.delete(secret);
    assertThat(Parsed.problems(ConfigFile.load(file)))
        .containsExactly(
            file + ":1:13: token_file: " + secret + " is not there | create it, or mend the path");
  }

  @Test
  void variables_are_not_expanded_and_that_is_told() {
    String text = "labels:\n  site: ${SITE}\n  other: $5\n";
    assertThat(Parsed.good(text).labels()).containsEntry("site", "${SITE}");
    assertThat(Parsed.warnings(text))
        .containsExactly(
            "watch.yaml:2:9: labels.site: holds ${SITE}, which stays as it is: variables are not"
                + " expanded | write the value, or put a secret into a file of its own");
  }

  @Test
  void a_receiver_that_nobody_refers_to_and_one_without_channels_are_warned_of() {
    assertThat(
            Parsed.warnings(
                """
                alerting:
                  route: {receiver: a}
                  receivers:
                    - {name: a, pagerduty_configs: [{routing_key: k}]}
                    - {name: b}
                """))
        .containsExactly(
            "watch.yaml:5:7: alerting.receivers[1]: has no channel: nobody hears of it | add"
                + " email_configs or another",
            "watch.yaml:5:14: alerting.receivers[1].name: nothing refers to this receiver | ");
  }
}

package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of mistakes, word by word.
final class BadFilesTest {

  /// The table in `bad-files.txt`.
  static Stream<Arguments> table() throws Exception {
    try (InputStream in = BadFilesTest.class.getResourceAsStream("bad-files.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\n", -1)).skip(1).map(BadFilesTest::row);
    }
  }

  private static Arguments row(String block) {
    List<String> lines = block.lines().toList();
    String yaml = lines.getFirst().replace("\\n", "\n").replace("\\t", "\t");
    return Arguments.of(yaml, lines.stream().skip(1).map(String::strip).toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void a_mistake_is_told_with_its_place_and_its_mend(String yaml, List<String> told) {
    assertThat(told).isNotEmpty();
    assertThat(Parsed.problems(yaml)).isEqualTo(told);
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    assertThat(
            Parsed.problems(
                """
                lisen: 127.0.0.1:1
                interval: 5
                alerting:
                  receivers:
                    - name: ops
                      email_configs:
                        - smarthost: mail
                  route:
                    receiver: opz
                    group_wait: -3s
                history:
                  max_age: 3 days
                """))
        .containsExactly(
            "watch.yaml:1:1: lisen: there is no such key | did you mean listen?",
            "watch.yaml:2:11: interval: the number 5 has no unit | write it as 30s, 5m, 1h30m or 7d",
            "watch.yaml:7:11: alerting.receivers[0].email_configs[0]: has no from | add from, sender",
            "watch.yaml:7:11: alerting.receivers[0].email_configs[0]: has no to | add to, one address,"
                + " or a list",
            "watch.yaml:7:22: alerting.receivers[0].email_configs[0].smarthost: 'mail' is no host:port"
                + " | write it as 127.0.0.1:7337, [::1]:7337 or 0.0.0.0:7337",
            "watch.yaml:9:15: alerting.route.receiver: there is no receiver 'opz' | did you mean ops?",
            "watch.yaml:10:17: alerting.route.group_wait: '-3s' is no span of time | write it as 30s,"
                + " 5m, 1h30m or 7d",
            "watch.yaml:12:12: history.max_age: '3 days' is no span of time | write it as 30s, 5m,"
                + " 1h30m or 7d");
  }

  @Test
  void a_control_character_is_named_with_its_place() {
    assertThat(Parsed.problems("interval: 5s\nlabels: {a: \u0001}"))
        .containsExactly("watch.yaml:2:13: the character U+0001 may not stand in YAML | remove it");
  }
}

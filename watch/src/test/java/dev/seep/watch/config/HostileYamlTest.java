package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that no person wrote, or no person meant.
final class HostileYamlTest {
  @TempDir Path folder = Path.of("");

  @Test
  void a_billion_laughs_are_refused_before_they_are_laughed() {
    StringBuilder bomb =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThat(Parsed.problems(bomb.toString()))
        .containsExactly(
            "watch.yaml:1:1: aliases make more than 1000000 nodes of it | write out what is meant");
  }

  @Test
  void routes_that_double_by_aliases_are_refused_too() {
    StringBuilder bomb = new StringBuilder("r0: &r0 {receiver: a}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("r%d: &r%d {routes: [*r%d, *r%d]}\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(Parsed.problems(bomb + "alerting: {route: *r39}\n"))
        .containsExactly(
            "watch.yaml:1:1: aliases make more than 1000000 nodes of it | write out what is meant");
  }

  @Test
  void an_alias_within_itself_is_refused() {
    assertThat(Parsed.problems("alerting:\n  route: &r\n    routes: [*r]\n"))
        .containsExactly(
            "watch.yaml:2:10: an alias stands within what it is an alias for | remove it");
  }

  @Test
  void a_hundred_thousand_brackets_are_refused_without_a_deep_stack() {
    assertThat(Parsed.problems("[".repeat(100_000)))
        .containsExactly("watch.yaml:1:101: nested more than 100 deep");
    assertThat(Parsed.problems("{a: ".repeat(100_000)))
        .containsExactly("watch.yaml:1:401: nested more than 100 deep");
    assertThat(Parsed.problems("- ".repeat(100_000)))
        .containsExactly("watch.yaml:1:201: nested more than 100 deep");
  }

  @Test
  void one_megabyte_is_read_and_one_byte_more_is_not() {
    String line = "# " + "x".repeat(97) + "\n";
    byte[] most = line.repeat(10_000).getBytes(StandardCharsets.UTF_8);
    assertThat(most).hasSize(ConfigFile.MOST_BYTES);
    assertThat(Parsed.problems(most)).isEmpty();
    byte[] more = (line.repeat(10_000) + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Parsed.problems(more))
        .containsExactly("watch.yaml: is larger than 1 MB | give a configuration");
  }

  @Test
  void a_file_that_never_ends_is_not_read_to_its_end() {
    assertThat(Parsed.problems(ConfigFile.load(Path.of("/dev/zero"))))
        .containsExactly("/dev/zero: is larger than 1 MB | give a configuration");
  }

  @Test
  void bytes_that_are_no_utf_8_are_named_with_their_place() {
    byte[] text = "labels:\n  site: K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Parsed.problems(text))
        .containsExactly("watch.yaml:2:10: the byte 0xF6 is no UTF-8 | save the file as UTF-8");
    assertThat(Parsed.problems("a: b".getBytes(StandardCharsets.UTF_16)))
        .containsExactly("watch.yaml:1:1: the byte 0xFE is no UTF-8 | save the file as UTF-8");
    assertThat(Parsed.problems(new byte[] {'a', (byte) 0xE2, (byte) 0x82}))
        .containsExactly("watch.yaml:1:2: the byte 0xE2 is no UTF-8 | save the file as UTF-8");
  }

  @Test
  void a_byte_order_mark_moves_no_column() {
    assertThat(Parsed.problems("\uFEFFintervall: 5s"))
        .containsExactly(
            "watch.yaml:1:1: intervall: there is no such key | did you mean interval?");
  }

  @Test
  void terminal_escapes_and_newlines_in_keys_and_values_are_shown_as_such() {
    assertThat(Parsed.problems("\"\\e[31m\\nx\": \"y\""))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("watch.yaml:1:1: \\x1b[31m\\nx: there is no such key");
    assertThat(Parsed.problems("interval: \"\\e[2J\""))
        .containsExactly(
            "watch.yaml:1:11: interval: '\\x1b[2J' is no span of time | write it as 30s, 5m, 1h30m"
                + " or 7d");
  }

  @Test
  void a_secret_in_a_wrong_place_is_not_repeated() {
    String text =
        """
        token: [hunter2]
        otlp: {endpoint: 'http://x', authorization: hunter2, headers: {K: [hunter2]}}
        remote_write: [{url: 'ftp://u:hunter2@h'}]
        """;
    assertThat(Parsed.problems(text)).hasSize(4).noneMatch(it -> it.contains("hunter2"));
  }

  @Test
  void a_file_that_is_not_there_a_folder_and_a_forbidden_one_are_told_apart() throws Exception {
    assertThat(Parsed.problems(ConfigFile.load(folder.resolve("none.yaml"))))
        .containsExactly(
            folder + "/none.yaml: there is no such file | give the path of a configuration");
    assertThat(Parsed.problems(ConfigFile.load(folder)))
        .containsExactly(folder + ": is a folder | give the path of a file");
    assertThat(ConfigFile.load(folder)).isInstanceOf(ConfigFile.Result.Unread.class);
  }

  @Test
  void a_value_as_long_as_the_file_is_cut_in_the_message() {
    String problem = Parsed.problems("interval: " + "9".repeat(500_000) + "x").getFirst();
    assertThat(problem).hasSizeLessThan(200).contains("9…' is no span of time");
  }

  @Test
  void random_bytes_and_cut_files_end_in_a_result() throws Exception {
    byte[] example = Files.readAllBytes(Path.of("../docs/watch.example.yaml"));
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] mangled = java.util.Arrays.copyOf(example, random.nextInt(example.length));
      for (int hits = random.nextInt(6); hits > 0 && mangled.length > 0; hits--) {
        mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
      }
      ConfigFile.Result result = ConfigFile.parse(mangled, "watch.yaml", folder);
      for (String problem : Parsed.problems(result)) {
        assertThat(problem)
            .as("round %d of seed 7", i)
            .startsWith("watch.yaml")
            .doesNotContain("\n");
      }
    }
  }
}

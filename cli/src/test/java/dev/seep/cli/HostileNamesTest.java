package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and paths with line breaks, terminal escapes, HTML and bytes that are no UTF-8.
final class HostileNamesTest {

  private static CliRun hostile() {
    Inventory inventory = Evidence.inventory(Evidence.hostile(), Evidence.crawlerDescriptors());
    return new CliRun()
        .columns(90)
        .reporting(Reports.suspect())
        .seeing(new FakeEye().holding(List.of(Reading.seen(inventory))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ps",
        "ps --csv",
        "inspect 66 --all",
        "inspect 66 --csv",
        "hunt 66",
        "limits 66",
        "inspect a",
        "inspect /tmp"
      })
  void no_control_character_and_no_lone_surrogate_reaches_the_terminal(String line) {
    CliRun run = hostile().run(line.split(" ", -1));
    String shown = run.out() + run.err();
    assertThat(shown).isNotEmpty();
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      assertThat(c == '\n' || c == '\r' || c >= ' ').as("character %d", i).isTrue();
      assertThat(c).as("replacement at %d", i).isNotEqualTo('\ufffd');
    }
  }

  @Test
  void a_table_keeps_one_line_a_process_and_its_width() {
    List<String> lines = hostile().run("ps").out().lines().toList();
    assertThat(lines.indexOf("")).isEqualTo(5);
    assertThat(lines.subList(0, 5)).allMatch(line -> line.length() <= 90);
  }

  @Test
  void json_keeps_every_character_and_writes_undecodable_bytes_as_escapes() {
    CliRun run = hostile().run("inspect", "66", "--all", "--json");
    assertThat(run.json().path("process").path("name").asString())
        .isEqualTo("a\nb\u001b[31m<b>\\xff");
  }

  @Test
  void a_name_given_by_the_user_is_shown_escaped_in_the_answer() {
    assertThat(hostile().run("inspect", "x\u001b[2J").err()).contains("x\\x1b[2J");
  }

  @Test
  void ascii_terminals_get_no_other_script() {
    String out = hostile().ascii().run("ps").out();
    assertThat(out.chars()).allMatch(c -> c < 0x7f);
  }
}

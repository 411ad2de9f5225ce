package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `seep judge` on files.
final class JudgeTest {
  private static final String HEADING = "seconds,event,descriptor,group,tier\n";

  @TempDir Path folder = Path.of("");

  private String file(String text) throws IOException {
    Path file = folder.resolve("recording.csv");
    Files.writeString(file, text);
    return file.toString();
  }

  /// Twelve hours of connections that live for a minute; one a minute leaks where it should.
  private static String hours(String group, boolean leaks) {
    StringBuilder text = new StringBuilder(HEADING);
    Random random = new Random(5);
    for (int minute = 0; minute < 720; minute++) {
      double at = 60 * minute + 30 * random.nextDouble();
      if (minute > 0) {
        text.append(60 * minute).append(",close,").append(2 * minute - 2).append(',');
        text.append(group).append(",\n");
      }
      text.append(at).append(",open,").append(2 * minute).append(',').append(group);
      text.append(",client\r\n");
      if (leaks) {
        text.append(at).append(",open,").append(2 * minute + 1).append(',').append(group);
        text.append(",client\n");
      }
      text.append(at).append(",ops,50,").append(group).append(",client\n");
    }
    return text.toString();
  }

  @Test
  void a_leak_is_told_with_time_rate_limit_and_chance() throws Exception {
    CliRun run = new CliRun().run("judge", file(hours("db:5432", true)), "--limit", "4000");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("6h\\d\\dm +LEAK  db:5432  \\+1\\.00? a minute \\(0\\.\\d+–1\\.\\d+\\)")
        .contains("  limit in ")
        .contains("  p < 1e-")
        .contains("is not given back")
        .endsWith("2,879 rows over 11h58m\n");
  }

  @Test
  void the_same_as_json_keeps_the_contract() throws Exception {
    String group = "\"a \"\"b\"\",\nc\"";
    CliRun run = new CliRun().run("judge", file(hours(group, true)), "--limit", "4000", "--json");
    JsonNode root = run.json();
    assertThat(root.path("verdict").asString()).isEqualTo("leak");
    JsonNode one = root.path("groups").get(0);
    assertThat(one.path("group").asString()).isEqualTo("a \"b\",\nc");
    assertThat(one.path("tier").asString()).isEqualTo("client");
    assertThat(one.path("verdict").asString()).isEqualTo("leak");
    JsonNode change = one.path("changes").get(one.path("changes").size() - 1);
    assertThat(change.path("verdict").asString()).isEqualTo("leak");
    assertThat(change.path("atSeconds").asDouble()).isBetween(6 * 3600.0, 8 * 3600.0);
    assertThat(change.path("perMinuteLow").asDouble())
        .isLessThan(change.path("perMinute").asDouble());
    assertThat(change.path("perMinuteHigh").asDouble())
        .isGreaterThan(change.path("perMinute").asDouble());
    assertThat(change.path("limitInSeconds").asDouble()).isPositive();
    assertThat(change.path("falseAlarmProbability").asDouble()).isLessThan(0.001);
    assertThat(run.out()).doesNotContain("NaN");
  }

  @Test
  void the_healthy_twin_is_healthy_and_hostile_names_do_not_reach_the_terminal() throws Exception {
    CliRun healthy = new CliRun().run("judge", file(hours("db:5432", false)));
    assertThat(healthy.code()).isZero();
    assertThat(healthy.out()).startsWith("OK  1 group");
    CliRun hostile = new CliRun().run("judge", file(hours("\u001b[2J", true)));
    assertThat(hostile.out()).doesNotContain("\u001b").contains("LEAK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,open,3,a,client\\nx,open,4,a,client\\n|line 2|expected seconds, found 'x'",
        "1,open,3,a,client\\n2,shut,4,a,client\\n|line 2|expected the event open, close, ops",
        "1,open,x,a,client\\n|line 1|expected a descriptor, found 'x'",
        "1,ops,-3,a,client\\n|line 1|expected a count of operations, found '-3'",
        "1,open,3,,client\\n|line 1|expected the name of a group",
        "1,open,3,a,kernel\\n|line 1|expected the tier definite, client, server, file, memory",
        "1,open,3,a,client\\n2,open,4,a,server\\n|line 2|was client and is now server",
        "5,open,3,a,client\\n4,open,4,a,client\\n|line 2|time goes back from 5 to 4",
        "1,a,5\\n1e12,a,6\\n|line 2|more than a year without a row",
        "1,a,lots\\n|line 1|expected a value, found 'lots'",
        "seconds,what,is,this\\n|line 1|expected the heading",
        "1,open,\\u001b[2J,a,client\\n|line 1|expected a descriptor"
      })
  void a_bad_row_is_told_with_its_line_and_what_was_expected(
      String text, String line, String expected) throws Exception {
    String path = file(text.replace("\\n", "\n").replace("\\u001b", "\u001b"));
    CliRun run = new CliRun().run("judge", path);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("seep: " + path + " " + line + ": ")
        .contains(expected)
        .contains("\nseep: mend: ")
        .doesNotContain("\u001b");
    assertThat(new CliRun().run("judge", path, "--json").json().path("verdict").asString())
        .isEqualTo("unknown");
  }

  @Test
  void a_last_line_that_breaks_off_is_left_out_and_told() throws Exception {
    CliRun run = new CliRun().run("judge", file(hours("a", true) + "43200,ope"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the last one, breaks off");
    CliRun scripts = new CliRun().run("judge", file(hours("a", true) + "43200,ope"), "--json");
    assertThat(scripts.json().path("blind").get(0).path("why").asString()).contains("breaks off");
  }

  @Test
  void closes_of_what_was_never_opened_are_told() throws Exception {
    CliRun run = new CliRun().run("judge", file(hours("a", false) + "43200,close,99999,a,\n"));
    assertThat(run.err()).contains("1 rows of").contains("close what was not opened");
  }

  @Test
  void levels_are_memory_unless_told_otherwise() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < 2 * 86_400; at += 60) {
      text.append(at).append(",heap,").append(1e9 + 3_000.0 * at).append('\n');
      text.append(at).append(",threads,").append(40 + at / 600).append(",client\n");
    }
    JsonNode groups = new CliRun().run("judge", file(text.toString()), "--json").json();
    assertThat(groups.path("groups").get(0).path("tier").asString()).isEqualTo("memory");
    assertThat(groups.path("groups").get(0).path("verdict").asString()).isEqualTo("leak");
    assertThat(groups.path("groups").get(1).path("tier").asString()).isEqualTo("client");
    assertThat(groups.path("groups").get(1).path("verdict").asString()).isEqualTo("leak");
  }

  @Test
  void too_short_a_recording_is_unknown_and_a_missing_one_says_so() throws Exception {
    assertThat(new CliRun().run("judge", file("1,open,3,a,client\n")).code()).isEqualTo(3);
    CliRun empty = new CliRun().run("judge", file(""));
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.err()).contains("it has no rows");
    CliRun missing = new CliRun().run("judge", folder.resolve("nowhere").toString());
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("there is no such file");
    assertThat(new CliRun().run("judge").code()).isEqualTo(64);
    assertThat(new CliRun().run("judge", "x", "--limit", "0").code()).isEqualTo(64);
  }
}

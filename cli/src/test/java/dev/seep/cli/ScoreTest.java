package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.cli.data.ScoreJson;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.ScoreScreen;
import dev.seep.cli.report.ScoreMarkdown;
import dev.seep.cli.report.ScorePage;
import dev.seep.contract.Json;
import dev.seep.score.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `seep score` as people and scripts get it.
final class ScoreTest {
  @TempDir Path root = Path.of("");

  private Score score = NONE;

  private static final Score NONE =
      new Score(
          Evidence.NOW,
          0,
          1,
          1,
          new dev.seep.score.Machine("", "", 1, -1, "", java.util.Map.of()),
          0,
          List.of());

  @BeforeEach
  void makeScore() throws IOException {
    score = Scores.score(root);
  }

  private static String screen(Score score, int width, Glyphs glyphs) {
    Canvas canvas = new Canvas(false, glyphs, width);
    ScoreScreen.draw(canvas, score);
    return canvas.toString();
  }

  @Test
  void the_screen_has_a_line_a_case_and_source_then_sums_then_every_miss() {
    assertThat(screen(score, 110, Glyphs.UNICODE))
        .startsWith(
            """
            CASE   SOURCE  VERDICT  FOUND  CLASS  PLACE  CULPRIT      TWIN     TIME  LEAKED  COST
            alpha  ebpf    leak     right  right  -      -            healthy   26s   1,204  1.20
            alpha  procfs  healthy  WRONG  WRONG  -      -            healthy     -       -  1.00
            beta   ebpf    leak     right  right  -      cannot know  ACCUSED   26s   1,204  1.20
            delta  ebpf    not run  -      -      -      -            not run     -       -     -
            gamma  ebpf    -        -      -      -      -            healthy     -       -  1.00
            """)
        .contains(
            "missed   alpha by procfs: never-connected-socket: not found; the hunt said healthy")
        .contains("missed   beta (twin) by ebpf: falsely accused: suspect memory")
        .contains("not run  delta (2 runs): not on this machine: zig")
        .contains("5 of 7 runs had nothing wrong, 2 were not run: precision 67%, recall 67%.")
        .contains("RESIN (Azure, OSDI '22) reports 85% precision and 91% recall");
  }

  @Test
  void a_narrow_terminal_keeps_what_is_right_and_wrong() {
    String narrow = screen(score, 72, Glyphs.ASCII);
    assertThat(narrow.lines()).allMatch(line -> line.length() <= 72);
    assertThat(narrow).contains("CULPRIT").doesNotContain("TIME");
  }

  @Test
  void a_score_of_nothing_says_so_without_a_division_by_zero() {
    assertThat(screen(NONE, 100, Glyphs.UNICODE))
        .contains("0 of 0 runs had nothing wrong: precision -, recall -.")
        .doesNotContain("NaN");
  }

  private JsonNode json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Json json = new Json(out)) {
      ScoreJson.write(json, score);
    }
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void scripts_get_the_names_of_the_contract() {
    JsonNode found = json().path("cases").get(0);
    assertThat(found.propertyNames())
        .contains(
            "case",
            "twin",
            "ran",
            "detected",
            "classRight",
            "secondsToVerdict",
            "leakedNeeded",
            "verdict",
            "why");
    assertThat(found.path("case").asString()).isEqualTo("alpha");
    assertThat(found.path("twin").asBoolean()).isFalse();
    assertThat(found.path("detected").asBoolean()).isTrue();
    assertThat(found.path("secondsToVerdict").asDouble()).isEqualTo(26);
    assertThat(found.path("leakedNeeded").asInt()).isEqualTo(1204);
    assertThat(found.path("why").asString()).isEmpty();
    JsonNode missed = json().path("cases").get(1);
    assertThat(missed.path("detected").asBoolean()).isFalse();
    assertThat(missed.path("classRight").asBoolean()).isFalse();
    assertThat(missed.has("secondsToVerdict")).isFalse();
    assertThat(missed.path("why").asString()).contains("not found");
  }

  @Test
  void what_has_no_answer_is_absent_and_what_did_not_run_is_neither_right_nor_wrong() {
    JsonNode cannotKnow = json().path("cases").get(4);
    assertThat(cannotKnow.has("culpritRight")).isFalse();
    assertThat(cannotKnow.path("culprit").asString()).isEqualTo("cannot know");
    JsonNode notRun = json().path("cases").get(6);
    assertThat(notRun.path("ran").asBoolean()).isFalse();
    assertThat(notRun.has("detected")).isFalse();
    assertThat(notRun.has("right")).isFalse();
    assertThat(notRun.path("why").asString()).startsWith("not on this machine");
  }

  @Test
  void the_totals_are_there_for_all_each_source_and_each_chapter() {
    JsonNode totals = json().path("totals");
    assertThat(totals.path("runs").asInt()).isEqualTo(7);
    assertThat(totals.path("detected").path("right").asInt()).isEqualTo(2);
    assertThat(totals.path("detected").path("asked").asInt()).isEqualTo(3);
    assertThat(totals.path("falseAlarms").asInt()).isEqualTo(1);
    assertThat(totals.path("precision").asDouble()).isEqualTo(2.0 / 3);
    assertThat(totals.path("bySource").path("procfs").path("recall").asDouble()).isZero();
    assertThat(totals.path("byChapter").path("bait").path("healthyRuns").asInt()).isEqualTo(1);
    assertThat(totals.path("byChapter").path("packages").path("runs").asInt()).isZero();
    assertThat(totals.path("tracedCpuRatioMedian").asDouble()).isCloseTo(1.1, within(1e-9));
    assertThat(json().path("machine").path("tools").path("gcc").asString()).isEqualTo("gcc 12.2");
  }

  @Test
  void a_readme_gets_the_sums_and_every_miss_by_name() {
    String summary = ScoreMarkdown.summary(score);
    assertThat(summary)
        .startsWith("|  | runs | found |")
        .contains("| all | 7 (2 not) | **2/3** | **2/3** | - | - | 1 | **1/4** | 67% | 67% |")
        .contains("Every miss that remains:\n\n- **alpha by procfs**: never-connected-socket: not")
        .contains("- **delta (2 runs)**: not on this machine: zig \\<img src=x")
        .doesNotContainPattern("[^\\\\]<img");
  }

  @Test
  void the_whole_has_each_case_the_machine_and_how_to_make_it_again() {
    String whole = ScoreMarkdown.whole(score, "seep score --only 'a*'");
    assertThat(whole)
        .contains("Made by `seep score --only 'a*'`")
        .contains("| beta | ebpf | leak | right | right | - | cannot know | **ACCUSED** | 26s |")
        .contains("- gcc: gcc 12.2")
        .contains("- kernel: 6.18 amd64");
  }

  @Test
  void the_page_has_its_plots_asks_nothing_of_anybody_and_names_stay_text() {
    String page = ScorePage.of(score);
    assertThat(page)
        .contains("default-src 'none'; style-src 'sha256-")
        .contains("<circle class=\"ebpf\"")
        .contains("aria-label=\"alpha: 26s ebpf\"")
        .contains("aria-label=\"RESIN, in production: precision 85%, recall 91%\"")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "<script", "script-src", " style=", "NaN", "http://", "https://");
  }

  @Test
  void a_page_where_nothing_ran_is_a_page() {
    assertThat(ScorePage.of(NONE)).contains("0 of 0 runs").doesNotContain("NaN", "Infinity");
  }

  @Test
  void what_there_is_to_run_is_listed_with_what_is_missing() throws IOException {
    String out = new CliRun().run("score", "--list", "--cases", root.toString()).out();
    assertThat(out)
        .contains("alpha  stories  C++")
        .containsPattern("delta +hard +Zig +1m00s +zig \\(missing\\)");
    assertThat(
            new CliRun()
                .run("score", "--list", "--only", "b*,g*", "--cases", root.toString())
                .out())
        .contains("beta", "gamma")
        .doesNotContain("alpha");
    assertThat(
            new CliRun()
                .run("score", "--list", "--chapter", "bait", "--cases", root.toString())
                .out())
        .contains("gamma")
        .doesNotContain("beta");
  }

  @Test
  void what_cannot_be_followed_is_refused_with_the_reason() {
    assertRefused("there is no chapter easy; there are stories", "--chapter", "easy");
    assertRefused("there is no folder /nowhere", "--cases", "/nowhere");
    assertRefused("--parallel is 1 to 256", "--parallel", "0");
    assertRefused("give one of them", "--readme", "--json");
    assertRefused("no case has such a name", "--only", "zz*", "--cases", root.toString());
    assertRefused("there is no folder /nowhere", "--html", "/nowhere/x.html");
  }

  private static void assertRefused(String why, String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "score";
    System.arraycopy(options, 0, words, 1, options.length);
    CliRun run = new CliRun().run(words);
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains(why);
  }

  @Test
  void where_nothing_can_run_the_exit_code_is_3_and_the_reason_is_shown() {
    CliRun run = new CliRun().run("score", "--only", "delta", "--cases", root.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("not run  delta (4 runs): not on this machine: zig");
  }
}

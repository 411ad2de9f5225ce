package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.watch.config.Descriptions;
import dev.seep.watch.config.WatchConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `seep check-config`.
final class CheckConfigTest {
  @TempDir Path folder = Path.of("");

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("watch.yaml"), text).toString();
  }

  @Test
  void mistakes_are_shown_with_their_line_a_caret_and_the_mend() throws Exception {
    String file = file("listen: nowhere\nlabels:\n- a\nhistory: {max-age: 3d}\n");
    CliRun run = new CliRun().run("check-config", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            FILE:1:9: listen: 'nowhere' is no host:port
                 1 | listen: nowhere
                   |         ^
                  mend: write it as 127.0.0.1:7337, [::1]:7337 or 0.0.0.0:7337
            FILE:3:1: labels: must be a mapping, not a list
                 3 | - a
                   | ^
                  mend: write name: value
            FILE:4:11: history.max-age: there is no such key
                 4 | history: {max-age: 3d}
                   |           ^
                  mend: did you mean max_age?
            seep: 3 mistakes; nothing of it is used
            """
                .replace("FILE", file));
  }

  @Test
  void a_good_file_is_fine_and_its_warnings_are_told_apart() throws Exception {
    String file = file("labels: {site: \"${SITE}\"}\n");
    CliRun run = new CliRun().run("check-config", file);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(file + ": fine; the page is on 127.0.0.1:7337, nobody is told; 1 warning\n");
    assertThat(run.err())
        .startsWith("warning: " + file + ":1:16: labels.site: holds ${SITE}, ")
        .contains("     1 | labels: {site: \"${SITE}\"}\n       |                ^\n");
  }

  @Test
  void the_caret_stands_below_wide_and_hostile_text() throws Exception {
    String file = file("labels: {\"\u65e5\u672c\\e\": x, b: 7}\n\"\u0001\": 1\n");
    assertThat(new CliRun().run("check-config", file).err()).contains("U+0001");
    file = file("labels: {b: \"\u65e5\u672c\", c: 7}\n");
    assertThat(new CliRun().run("check-config", file).err())
        .contains(
            "     1 | labels: {b: \"\u65e5\u672c\", c: 7}\n       |                        ^\n");
  }

  @Test
  void json_holds_problems_and_warnings_with_their_places() throws Exception {
    CliRun run =
        new CliRun().run("check-config", "--json", file("interval: 5\nlabels: {a: '${B}'}\n"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    JsonNode root = run.json();
    assertThat(root.path("usable").asBoolean()).isFalse();
    JsonNode problem = root.path("problems").get(0);
    assertThat(problem.path("line").asInt()).isEqualTo(1);
    assertThat(problem.path("column").asInt()).isEqualTo(11);
    assertThat(problem.path("path").asString()).isEqualTo("interval");
    assertThat(problem.path("message").asString()).isEqualTo("the number 5 has no unit");
    assertThat(problem.path("mend").asString()).startsWith("write it as 30s");
    assertThat(root.path("warnings").get(0).path("line").asInt()).isEqualTo(2);
    JsonNode good = new CliRun().run("check-config", "--json", file("{}")).json();
    assertThat(good.path("usable").asBoolean()).isTrue();
    assertThat(good.path("hash").asString()).hasSize(64);
  }

  @Test
  void a_file_that_is_not_there_is_3() {
    CliRun run = new CliRun().run("check-config", folder + "/none.yaml");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            "seep: "
                + folder
                + "/none.yaml: there is no such file\nseep: mend: give the path of a"
                + " configuration\n");
  }

  @Test
  void what_applies_is_shown_without_secrets() throws Exception {
    CliRun run = new CliRun().run("check-config", "--show", file("interval: 9s\ntoken: hush\n"));
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("interval: 9s\n", "token: '********'\n").doesNotContain("hush");
  }

  @Test
  void the_schema_is_printed_as_json() {
    CliRun run = new CliRun().run("check-config", "--schema");
    assertThat(run.out()).isEqualTo(Descriptions.schema());
    assertThat(new ObjectMapper().readTree(run.out()).path("$defs").path("route").isObject())
        .isTrue();
  }

  @Test
  void without_a_file_the_usual_one_is_checked_and_without_that_the_defaults_apply()
      throws Exception {
    Path usual = folder.resolve("usual.yaml");
    assertThat(at(usual)).startsWith("0 There is no " + usual + ": the defaults apply.");
    Files.writeString(usual, "interval: 9s\n");
    assertThat(at(usual)).startsWith("0 " + usual + ": fine");
    Files.writeString(usual, "interval: 9\n");
    assertThat(at(usual)).startsWith("2 ");
  }

  private static String at(Path usual) throws Exception {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    Session session =
        Session.of(
            out,
            new java.io.ByteArrayOutputStream(),
            new Terminal(false, false, 80, true, false),
            java.time.Clock.systemUTC(),
            Wiring.forCommand(java.util.List.of()));
    int code = new CheckConfigCommand(session, usual).call();
    return code + " " + out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void show_and_json_exclude_each_other() throws Exception {
    assertThat(new CliRun().run("check-config", "--show", "--json", file("")).code()).isEqualTo(64);
    assertThat(Descriptions.yaml(WatchConfig.defaults())).contains("listen");
  }
}

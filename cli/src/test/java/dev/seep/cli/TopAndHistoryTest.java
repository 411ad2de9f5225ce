package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.daemon.FakeWatch;
import dev.seep.evidence.Reading;
import dev.seep.store.Histories;
import dev.seep.store.History;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `seep top` and `seep history` as commands: options, sources, exit codes.
final class TopAndHistoryTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top --sort size",
        "top --interval 1ms",
        "top --json",
        "top --no-daemon --url http://127.0.0.1:1",
        "top --no-daemon",
        "history x --metric size",
        "history x --from yesterday",
        "history x --to soon",
        "history x --from 2026-03-04 --to 2026-03-03",
        "history x --export xml",
        "history x --export csv --json",
        "history x --width 3",
        "history x --data /x --url http://127.0.0.1:1"
      })
  void whatCannotBeDoneExitsWith64AndAReason(String line) {
    CliRun run = new CliRun().run(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("seep: ");
  }

  @Test
  void oneScreenIsPlainAndHasEveryProcessInTheOrderAskedFor() {
    CliRun run = new CliRun().ascii().run("top", "--once", "--no-daemon", "--sort", "pid");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsSubsequence("\n      66 ", "\n      80 ", "\n     812 ", "\n    4711 ")
        .doesNotContain("\u001b");
    assertThat(run.out().chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }

  @Test
  void aWatchThatIsNamedMustAnswerAndAnswersWithItsOwnFigures() throws IOException {
    CliRun nobody = new CliRun().run("top", "--once", "--url", "http://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(3);
    assertThat(nobody.err()).contains("nobody listens there").contains("mend: start it");
    try (FakeWatch watch = new FakeWatch()) {
      watch
          .on("GET /api/v1/host", 200, "{'name':'far','at':'2026-03-04T05:06:07Z'}")
          .on("GET /api/v1/self", 200, "{}")
          .on("GET /api/v1/findings", 200, "{'findings':[]}")
          .on("GET /api/v1/processes", 200, "{'processes':[]}");
      Path token = folder.resolve("token");
      Files.writeString(token, "s3cret\n");
      CliRun run =
          new CliRun()
              .run(
                  "top",
                  "--once",
                  "--url",
                  watch.uri().toString(),
                  "--token-file",
                  token.toString());
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("far").contains("the watch at " + watch.uri());
      assertThat(watch.asked()).allMatch(asked -> asked.contains("Bearer s3cret"));
    }
  }

  @Test
  void aHistoryIsListedDrawnAndWrittenFromItsFolder() {
    SeriesKey key = new SeriesKey("unit:web.service/web/0", "open");
    InstantSource clock = () -> Evidence.NOW;
    if (Histories.open(folder, Histories.Bounds.DEFAULT, clock)
        instanceof Reading.Seen<History>(History history)) {
      try (history) {
        for (int hour = 20; hour > 0; hour--) {
          history.tick(
              Evidence.NOW.minus(Duration.ofHours(hour)),
              List.of(new Point(key, 50 - hour)),
              List.of());
        }
      }
    }
    String data = folder.toString();
    assertThat(new CliRun().run("history", "--data", data).out())
        .contains("unit:web.service/web/0")
        .contains("+19")
        .contains("1 owners");
    CliRun drawn = new CliRun().columns(80).run("history", "web", "--data", data);
    assertThat(drawn.code()).isZero();
    assertThat(drawn.out()).contains("open descriptors").contains("from 30 (").contains("to 49 (");
    CliRun json = new CliRun().run("history", "web", "--data", data, "--json");
    assertThat(json.json().path("histories").get(0).path("high").asInt()).isEqualTo(49);
    assertThat(new CliRun().run("history", "web", "--data", data, "--export", "csv").out())
        .contains("unit:web.service/web/0,open,,49\r\n");
    CliRun none = new CliRun().run("history", "nobody", "--data", data);
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err()).contains("none of the 1 owners").contains("mend: `seep history` lists");
  }

  @Test
  void aHistoryComesFromAWatchByItsApi() throws IOException {
    try (FakeWatch watch = new FakeWatch()) {
      String owner = "unit:web.service/web/0";
      watch
          .on(
              "GET /api/v1/history/series",
              200,
              "{'series':[{'owner':'" + owner + "','metric':'open','label':''}]}")
          .on("GET /api/v1/processes/4711", 200, "{'row':{'lineage':{'id':'" + owner + "'}}}")
          .on(
              "GET /api/v1/marks",
              200,
              "{'marks':[{'at':'2026-03-04T01:00:00Z','owner':'"
                  + owner
                  + "','kind':'restart','text':''}]}")
          .on(
              "GET /api/v1/history",
              200,
              "{'times':[1772582400.0,1772586000.0,1772589600.0],'tracks':[{'label':'','last':[5,null,9],'low':[5,null,8],'high':[6,null,9]}]}")
          .on(
              "GET /api/v1/history/export",
              200,
              "at,owner,metric,label,value\r\n2026-03-04T00:00:00Z,x,open,,7\r\n");
      CliRun run = new CliRun().columns(80).run("history", "4711", "--url", watch.uri().toString());
      assertThat(run.out()).contains(owner).contains("restart").contains("to 9 (");
      CliRun export =
          new CliRun()
              .run("history", "web", "--export", "openmetrics", "--url", watch.uri().toString());
      assertThat(export.out()).contains("label=\"\"} 7 1772582400.000\n").endsWith("# EOF\n");
    }
  }
}

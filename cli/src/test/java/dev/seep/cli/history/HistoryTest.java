package dev.seep.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.evidence.Reading;
import dev.seep.store.Histories;
import dev.seep.store.History;
import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real store of one day: a service that grows from 100 to 244 and is not watched from noon to
/// two.
final class HistoryTest {
  private static final Instant FROM = Instant.parse("2026-03-04T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));
  private static final String OWNER = "unit:web.service/web/0";
  private static final Moments MOMENTS = new Moments(ZoneOffset.UTC);
  @TempDir Path folder = Path.of("");
  private HistoryReader reader = new NoHistory();

  @BeforeEach
  void record() {
    InstantSource clock = () -> TO;
    try (History history = value(Histories.open(folder, Histories.Bounds.DEFAULT, clock))) {
      for (int minute = 0; minute < 24 * 60; minute++) {
        boolean gap = minute >= 12 * 60 && minute < 14 * 60;
        List<Point> points = new ArrayList<>();
        SeriesKey open = new SeriesKey(OWNER, "open");
        SeriesKey waiting = new SeriesKey(OWNER, "class", "tcp close-wait, \"x\"");
        points.add(gap ? Point.gone(open) : new Point(open, 100 + minute / 10));
        points.add(new Point(waiting, minute / 10));
        points.add(new Point(new SeriesKey(OWNER, "class", "file *.log"), 7));
        points.add(new Point(new SeriesKey(OWNER, "soft_limit"), 256));
        points.add(new Point(new SeriesKey("command:other/other/0", "open"), 3));
        List<Mark> marks =
            minute == 720 ? List.of(new Mark(at(minute), OWNER, "deploy", "v1\n→ v2")) : List.of();
        history.tick(at(minute), points, marks);
      }
    }
    reader = value(Histories.read(folder));
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private static Instant at(int minute) {
    return FROM.plus(Duration.ofMinutes(minute));
  }

  private static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError(unseen.blind().toString());
    };
  }

  private String drawn(Glyphs glyphs, int width) {
    Canvas canvas = new Canvas(false, glyphs, width);
    Chronicle chronicle =
        Chronicle.read(reader, OWNER, "open", FROM, TO, HistoryScreen.steps(width));
    new HistoryScreen(canvas, MOMENTS, width).draw(chronicle, false, false);
    return canvas.toString();
  }

  @Test
  void theGraphHasItsLimitGapMarksClassesAndWords() {
    String screen = drawn(Glyphs.UNICODE, 100);
    assertThat(screen)
        .startsWith("unit:web.service/web/0 · open descriptors\n     256 ┤┄")
        .contains("D Mar 4 12:00  deploy: v1\\n→ v2\n")
        .containsSubsequence(
            "NOW  CHANGE", "143    +14", "tcp close-wait", "7       0", "file *.log")
        .contains(
            "from 100 (Mar 4 00:00) to 243 (Mar 4 23:",
            "+0.10 a minute",
            "95% of the limit of 256");
    assertThat(screen.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void nobodyWatchedIsAGapAndNotALine() {
    // The gap is a twelfth of the width, in the middle; ASCII has one sign a column.
    List<String> rows = drawn(Glyphs.ASCII, 100).lines().skip(1).limit(10).toList();
    int first = HistoryGraph.AXIS + 43;
    for (int column = first; column < first + 5; column++) {
      for (String row : rows) {
        char sign = column < row.length() ? row.charAt(column) : ' ';
        assertThat(sign).as("column %d of %s", column, row).isNotEqualTo('*');
      }
    }
    assertThat(rows.stream().filter(row -> row.contains("*"))).hasSizeGreaterThan(4);
  }

  @Test
  void withoutUnicodeEverySignIsAscii() {
    assertThat(drawn(Glyphs.ASCII, 70).chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
  }

  @Test
  void exportsHoldEverySampleAndTheEndOfASeries() {
    StringBuilder csv = new StringBuilder();
    List<SeriesKey> keys = List.of(new SeriesKey(OWNER, "open"));
    new HistoryExport(reader, FROM, TO, csv::append).csv(keys);
    assertThat(csv)
        .startsWith(
            "at,owner,metric,label,value\r\n2026-03-04T00:00:00.000Z,unit:web.service/web/0,open,,100\r\n")
        .contains("2026-03-04T12:00:00.000Z,unit:web.service/web/0,open,,\r\n");
    StringBuilder metrics = new StringBuilder();
    List<SeriesKey> classes = List.of(new SeriesKey(OWNER, "class", "tcp close-wait, \"x\""));
    new HistoryExport(reader, FROM, TO, metrics::append).openMetrics(classes);
    assertThat(metrics)
        .startsWith(
            "# TYPE seep_history_class gauge\nseep_history_class{owner=\"unit:web.service/web/0\",label=\"tcp close-wait, \\\"x\\\"\"} 0 ")
        .endsWith("# EOF\n");
  }

  @ParameterizedTest
  @CsvSource({
    "unit:web.service/web/0,1",
    "web.service,1",
    "unit:web.service,1",
    "web,1",
    "WEB.SER,1",
    "*.service,1",
    "other,1",
    "e,2",
    "nobody,0"
  })
  void aWordNamesOwners(String word, int owners) {
    List<String> all = Subject.owners(reader.series(FROM, TO));
    assertThat(
            Subject.named(
                all, word, (glob, text) -> glob.equals("*.service") && text.endsWith(".service")))
        .hasSize(owners);
  }

  @Test
  void aProcessIsFoundByItsNameInItsUnit() {
    List<String> all = List.of("unit:a.service/x/0", "unit:b.service/x/0", "command:y/y/0");
    assertThat(Subject.ofProcess(all, "x", "b.service")).containsExactly("unit:b.service/x/0");
    assertThat(Subject.ofProcess(all, "x", "")).hasSize(2);
  }

  @Test
  void momentsAreReadAsPeopleTypeThem() {
    assertThat(MOMENTS.read("2026-03-04T05:06", TO))
        .contains(Instant.parse("2026-03-04T05:06:00Z"));
    assertThat(MOMENTS.read("2026-03-04 05:06", TO))
        .contains(Instant.parse("2026-03-04T05:06:00Z"));
    assertThat(MOMENTS.read("2026-03-04", TO)).contains(FROM);
    assertThat(MOMENTS.read("now", TO)).contains(TO);
    assertThat(MOMENTS.read("yesterday", TO)).isEmpty();
  }
}

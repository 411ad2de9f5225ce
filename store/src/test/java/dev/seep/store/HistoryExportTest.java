package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryExportTest {
  private static final SeriesKey OPEN = new SeriesKey("unit:a.service/a/0", "open");
  private static final SeriesKey HOSTILE =
      new SeriesKey("=cmd|' /C calc'!A0", "class", "a\"b\\c\nd,e \udcff");
  private static final SeriesKey BYTES = new SeriesKey("host", "resident_bytes");
  private static final Instant END = Stores.START.plusSeconds(600);

  @TempDir Path folder;

  /// Ten minutes: a count that moves twice and ends, a hostile name, one value that holds.
  private void fill(History history) {
    history.tick(
        Stores.START,
        List.of(new Point(OPEN, 10), new Point(HOSTILE, -5), new Point(BYTES, 4096)),
        List.of());
    for (int i = 1; i <= 10; i++) {
      List<Point> changed =
          switch (i) {
            case 3 -> List.of(new Point(OPEN, 12));
            case 6 -> List.of(Point.gone(OPEN));
            default -> List.<Point>of();
          };
      history.tick(Stores.START.plusSeconds(60L * i).plusMillis(5), changed, List.of());
    }
  }

  @Test
  void commaSeparatedValuesAreQuotedAndNoFormulaRuns() throws IOException {
    StringBuilder out = new StringBuilder();
    try (History history = Stores.open(folder)) {
      fill(history);
      HistoryCsv.write(history, List.of(OPEN, HOSTILE), Stores.START.plusSeconds(60), END, out);
    }
    assertThat(out)
        .hasToString(
            """
            time,owner,metric,label,value
            2026-03-01T00:01:00Z,unit:a.service/a/0,open,,10
            2026-03-01T00:03:00.005Z,unit:a.service/a/0,open,,12
            2026-03-01T00:06:00.005Z,unit:a.service/a/0,open,,
            2026-03-01T00:01:00Z,'=cmd|' /C calc'!A0,class,"a""b\\\\c\\nd,e \\xff",-5
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void openMetricsEscapeLabelsRepeatWhatHoldsAndEnd() throws IOException {
    StringBuilder out = new StringBuilder();
    try (History history = Stores.open(folder)) {
      fill(history);
      HistoryOpenMetrics.write(
          history, List.of(BYTES, OPEN, HOSTILE), Stores.START, END, Duration.ofMinutes(4), out);
    }
    assertThat(out)
        .hasToString(
            """
            # TYPE seep_history_class gauge
            seep_history_class{owner="=cmd|' /C calc'!A0",label="a\\"b\\\\c\\nd,e \\\\xff"} -5 1772323200.000
            seep_history_class{owner="=cmd|' /C calc'!A0",label="a\\"b\\\\c\\nd,e \\\\xff"} -5 1772323440.000
            seep_history_class{owner="=cmd|' /C calc'!A0",label="a\\"b\\\\c\\nd,e \\\\xff"} -5 1772323680.000
            # TYPE seep_history_open gauge
            seep_history_open{owner="unit:a.service/a/0",label=""} 10 1772323200.000
            seep_history_open{owner="unit:a.service/a/0",label=""} 12 1772323380.005
            seep_history_open{owner="unit:a.service/a/0",label=""} NaN 1772323560.005
            # TYPE seep_history_resident_bytes gauge
            # UNIT seep_history_resident_bytes bytes
            seep_history_resident_bytes{owner="host",label=""} 4096 1772323200.000
            seep_history_resident_bytes{owner="host",label=""} 4096 1772323440.000
            seep_history_resident_bytes{owner="host",label=""} 4096 1772323680.000
            # EOF
            """);
  }

  @Test
  void whatTheReceiverThrowsReachesTheCaller() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    try (History history = Stores.open(folder)) {
      fill(history);
      assertThatThrownBy(() -> HistoryCsv.write(history, List.of(OPEN), Stores.START, END, broken))
          .isInstanceOf(IOException.class)
          .hasMessage("connection reset");
    }
  }
}

package dev.seep.cli.history;

import dev.seep.contract.Timestamps;
import dev.seep.evidence.KernelText;
import dev.seep.store.HistoryReader;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Every stored sample of some series, for other programs. A value holds until the next; where a
/// series ends CSV has an empty value and OpenMetrics a NaN.
///
/// @param to takes the text piece by piece
public record HistoryExport(
    HistoryReader history, Instant from, Instant until, Consumer<String> to) {
  private static final int PIECE = 1 << 16;

  /// CSV of RFC 4180. A cell that a spreadsheet would run as a formula cannot come: owners and
  /// labels begin with a word of Seep's own.
  public void csv(List<SeriesKey> keys) {
    StringBuilder text = new StringBuilder("at,owner,metric,label,value\r\n");
    for (SeriesKey key : keys) {
      String middle =
          "," + cell(key.owner()) + "," + cell(key.metric()) + "," + cell(key.label()) + ",";
      history.samples(
          key,
          from,
          until,
          (at, value) -> {
            text.append(Timestamps.rfc3339(at)).append(middle);
            text.append(value == Point.GONE ? "" : Long.toString(value)).append("\r\n");
            flush(text, PIECE);
          });
    }
    flush(text, 0);
  }

  /// OpenMetrics 1.0: samples of one metric stand together, and times are seconds.
  ///
  /// @param keys in the order of their metrics
  public void openMetrics(List<SeriesKey> keys) {
    StringBuilder text = new StringBuilder();
    String family = "";
    for (SeriesKey key : keys) {
      String name = "seep_history_" + key.metric().replaceAll("[^A-Za-z0-9_]", "_");
      if (!name.equals(family)) {
        text.append("# TYPE ").append(name).append(" gauge\n");
        family = name;
      }
      String head =
          name + "{owner=\"" + escaped(key.owner()) + "\",label=\"" + escaped(key.label()) + "\"} ";
      history.samples(
          key,
          from,
          until,
          (at, value) -> {
            text.append(head)
                .append(value == Point.GONE ? "NaN" : Long.toString(value))
                .append(' ');
            seconds(text, at).append('\n');
            flush(text, PIECE);
          });
    }
    flush(text.append("# EOF\n"), 0);
  }

  private void flush(StringBuilder text, int beyond) {
    if (text.length() > beyond) {
      to.accept(text.toString());
      text.setLength(0);
    }
  }

  private static StringBuilder seconds(StringBuilder text, Instant at) {
    String fraction = Integer.toString(1000 + at.getNano() / 1_000_000).substring(1);
    return text.append(at.getEpochSecond()).append('.').append(fraction);
  }

  private static String cell(String raw) {
    String text = KernelText.printable(raw);
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String escaped(String raw) {
    return KernelText.wellFormed(raw)
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n");
  }
}

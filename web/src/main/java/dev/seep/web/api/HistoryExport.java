package dev.seep.web.api;

import dev.seep.contract.Timestamps;
import dev.seep.evidence.KernelText;
import dev.seep.store.HistoryReader;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Stored samples as CSV (RFC 4180) or OpenMetrics text 1.0.
final class HistoryExport {
  private final HistoryReader history;
  private final Instant from;
  private final Instant to;

  HistoryExport(HistoryReader history, Instant from, Instant to) {
    this.history = history;
    this.from = from;
    this.to = to;
  }

  /// A value is empty where the series ends. Owners and labels begin with a word of Seep's own
  /// (`unit:`, `tcp `), so that no cell is taken for a formula.
  void csv(List<SeriesKey> keys, OutputStream out) throws IOException {
    Writer text = writer(out);
    text.write("at,owner,metric,label,value\r\n");
    for (SeriesKey key : keys) {
      String middle =
          "," + cell(key.owner()) + "," + cell(key.metric()) + "," + cell(key.label()) + ",";
      samples(
          key,
          (at, value) -> {
            text.write(Timestamps.rfc3339(at));
            text.write(middle);
            text.write(value == Point.GONE ? "" : Long.toString(value));
            text.write("\r\n");
          });
    }
    text.flush();
  }

  /// @param keys those of one metric together, as OpenMetrics demands
  void openMetrics(List<SeriesKey> keys, OutputStream out) throws IOException {
    Writer text = writer(out);
    String family = "";
    for (SeriesKey key : keys) {
      String name = "seep_history_" + key.metric().replaceAll("[^A-Za-z0-9_]", "_");
      if (!name.equals(family)) {
        text.write("# TYPE " + name + " gauge\n");
        family = name;
      }
      String head =
          name + "{owner=\"" + escaped(key.owner()) + "\",label=\"" + escaped(key.label()) + "\"} ";
      samples(
          key,
          (at, value) -> {
            text.write(head);
            text.write(value == Point.GONE ? "NaN" : Long.toString(value));
            text.write(' ');
            text.write(seconds(at));
            text.write('\n');
          });
    }
    text.write("# EOF\n");
    text.flush();
  }

  @FunctionalInterface
  private interface Line {
    void write(Instant at, long value) throws IOException;
  }

  private void samples(SeriesKey key, Line line) throws IOException {
    try {
      history.samples(
          key,
          from,
          to,
          (at, value) -> {
            try {
              line.write(at, value);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 8192);
  }

  private static String cell(String text) {
    String shown = KernelText.wellFormed(text);
    boolean plain = shown.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? shown : "\"" + shown.replace("\"", "\"\"") + "\"";
  }

  private static String escaped(String text) {
    return KernelText.wellFormed(text)
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n");
  }

  private static String seconds(Instant at) {
    long millis = at.toEpochMilli();
    String fraction = Long.toString(1000 + Math.floorMod(millis, 1000L)).substring(1);
    return Math.floorDiv(millis, 1000L) + "." + fraction;
  }
}

package dev.seep.store;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/// Series as comma-separated values (RFC 4180): `time,owner,metric,label,value`, one line a change,
/// times in UTC. A value holds until the next line of its series; an empty one ends the series, or
/// tells that nobody watched from there on. What holds already when the span begins comes first,
/// with the span's beginning as its time.
///
/// Control characters are written as escapes, as a CSV file is often read in a terminal. A text
/// that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` first) gets an apostrophe before
/// it: names are chosen by others.
public final class HistoryCsv {
  private static final String FORMULA = "=+-@\t\r";

  private HistoryCsv() {}

  /// @throws IOException as `out` throws it
  public static void write(
      HistoryReader reader, List<SeriesKey> series, Instant from, Instant to, Appendable out)
      throws IOException {
    out.append("time,owner,metric,label,value\r\n");
    try {
      for (SeriesKey key : series) {
        String names =
            "," + field(key.owner()) + "," + field(key.metric()) + "," + field(key.label()) + ",";
        SpanSamples.of(reader, key, from, to, (at, value) -> line(out, at, names, value));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void line(Appendable out, Instant at, String names, long value) {
    try {
      out.append(at.toString()).append(names);
      if (value != Point.GONE) {
        out.append(Long.toString(value));
      }
      out.append("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(String name) {
    String shown = KernelText.printable(name);
    if (!name.isEmpty() && FORMULA.indexOf(name.charAt(0)) >= 0) {
      shown = "'" + shown;
    }
    boolean plain = shown.indexOf(',') < 0 && shown.indexOf('"') < 0;
    return plain ? shown : "\"" + shown.replace("\"", "\"\"") + "\"";
  }
}

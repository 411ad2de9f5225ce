package dev.seep.store;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Series as OpenMetrics text with timestamps (specification 1.0, "Exposition format"), for
/// `promtool tsdb create-blocks-from openmetrics` and the like. Each metric is a gauge
/// `seep_history_<metric>` with the labels `owner` and `label`.
///
/// The store holds changes alone, and Prometheus takes a series for gone five minutes after its
/// last sample: so a value that holds is repeated. `NaN` ends a series, or tells that nobody
/// watched from there on.
public final class HistoryOpenMetrics {
  /// Well within Prometheus' look-back of five minutes.
  public static final Duration REPEAT = Duration.ofMinutes(4);

  private static final String PREFIX = "seep_history_";

  private final HistoryReader reader;
  private final Instant from;
  private final Instant to;
  private final Duration repeat;
  private final Appendable out;

  private HistoryOpenMetrics(
      HistoryReader reader, Instant from, Instant to, Duration repeat, Appendable out) {
    this.reader = reader;
    this.from = from;
    this.to = to;
    this.repeat = repeat;
    this.out = out;
  }

  /// @param repeat a value that holds is written again after as long as this; zero for never
  /// @throws IOException as `out` throws it
  public static void write(
      HistoryReader reader,
      List<SeriesKey> series,
      Instant from,
      Instant to,
      Duration repeat,
      Appendable out)
      throws IOException {
    try {
      new HistoryOpenMetrics(reader, from, to, repeat, out).writeAll(series);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    out.append("# EOF\n");
  }

  private void writeAll(List<SeriesKey> series) throws IOException {
    List<SeriesKey> sorted =
        series.stream()
            .distinct()
            .sorted(
                Comparator.comparing((SeriesKey key) -> name(key.metric()))
                    .thenComparing(SeriesKey::metric)
                    .thenComparing(SeriesKey::owner)
                    .thenComparing(SeriesKey::label))
            .toList();
    String before = "";
    for (SeriesKey key : sorted) {
      String name = name(key.metric());
      if (!name.equals(before)) {
        out.append("# TYPE ").append(name).append(" gauge\n");
        if (name.endsWith("_bytes")) {
          out.append("# UNIT ").append(name).append(" bytes\n");
        }
        before = name;
      }
      writeSeries(name, key);
    }
  }

  private void writeSeries(String name, SeriesKey key) {
    StringBuilder head = new StringBuilder(name).append("{owner=\"");
    escape(key.owner(), head);
    head.append("\",label=\"");
    escape(key.label(), head);
    head.append("\"} ");
    Repeating repeating = new Repeating(head.toString());
    SpanSamples.of(reader, key, from, to, repeating);
    repeating.holdUntil(reader.span().map(HistoryReader.Span::last).orElse(from));
  }

  /// Writes a value again and again until the next one.
  private final class Repeating implements HistoryReader.SampleSink {
    private final String head;
    private Instant last = Instant.MIN;
    private long value = Point.GONE;

    Repeating(String head) {
      this.head = head;
    }

    /// Of two samples of one moment, as a clock that was set back can leave them, the first is
    /// written: a moment may have one.
    @Override
    public void sample(Instant at, long sampled) {
      holdUntil(at);
      if (at.isAfter(last)) {
        line(at, sampled);
      }
      value = sampled;
    }

    void holdUntil(Instant end) {
      Instant until = end.isBefore(to) ? end : to;
      if (value == Point.GONE || !repeat.isPositive()) {
        return;
      }
      while (last.plus(repeat).isBefore(until)) {
        line(last.plus(repeat), value);
      }
    }

    private void line(Instant at, long shown) {
      try {
        out.append(head)
            .append(shown == Point.GONE ? "NaN" : Long.toString(shown))
            .append(' ')
            .append(seconds(at))
            .append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      last = at;
    }
  }

  private static String seconds(Instant at) {
    long millis = at.toEpochMilli();
    long fraction = Math.floorMod(millis, 1_000L);
    long whole = Math.floorDiv(millis, 1_000L);
    if (whole < 0 && fraction > 0) {
      return "-" + (-whole - 1) + "." + String.format("%03d", 1_000 - fraction);
    }
    return whole + "." + String.format("%03d", fraction);
  }

  /// The metric's name within `[a-zA-Z0-9_]`: all else becomes an underscore.
  private static String name(String metric) {
    return PREFIX + metric.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  /// Backslash, quote and line feed are escaped; what is no Unicode reads `\\xNN`.
  private static void escape(String text, StringBuilder out) {
    String wellFormed = KernelText.wellFormed(text);
    for (int i = 0; i < wellFormed.length(); i++) {
      char c = wellFormed.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
  }
}

package dev.seep.store;

import java.time.Instant;

/// The samples of a span for an export, with what holds when it begins as the first.
final class SpanSamples {
  private SpanSamples() {}

  static void of(
      HistoryReader reader,
      SeriesKey key,
      Instant from,
      Instant to,
      HistoryReader.SampleSink sink) {
    Beginning beginning = new Beginning(reader, key, from, sink);
    reader.samples(key, from, to, beginning);
    beginning.begin(Instant.MAX);
  }

  /// Gives the held value before the first sample, unless that is taken at the same moment.
  private static final class Beginning implements HistoryReader.SampleSink {
    private final HistoryReader reader;
    private final SeriesKey key;
    private final Instant from;
    private final HistoryReader.SampleSink sink;
    private boolean begun;

    Beginning(HistoryReader reader, SeriesKey key, Instant from, HistoryReader.SampleSink sink) {
      this.reader = reader;
      this.key = key;
      this.from = from;
      this.sink = sink;
    }

    void begin(Instant first) {
      if (begun) {
        return;
      }
      begun = true;
      if (first.isAfter(from)) {
        for (Track.Step step : reader.track(key, from, from.plusMillis(1), 1).steps()) {
          if (!step.isGap()) {
            sink.sample(from, step.last());
          }
        }
      }
    }

    @Override
    public void sample(Instant at, long value) {
      begin(at);
      sink.sample(at, value);
    }
  }
}

package dev.seep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Samples of one series within a span, to be handed out in order of time.
final class SampleList {
  private final long from;
  private final long to;
  private final List<Sample> samples = new ArrayList<>();
  private boolean ordered = true;

  /// @param to the last millisecond of it
  SampleList(long from, long to) {
    this.from = from;
    this.to = to;
  }

  private record Sample(long at, long value) {}

  /// Leaves out what is not of the span.
  void add(long at, long value) {
    if (at < from || at > to) {
      return;
    }
    ordered &= samples.isEmpty() || samples.getLast().at <= at;
    samples.add(new Sample(at, value));
  }

  void forEach(HistoryReader.SampleSink sink) {
    if (!ordered) {
      samples.sort(Comparator.comparingLong(Sample::at));
    }
    for (Sample sample : samples) {
      sink.sample(Instant.ofEpochMilli(sample.at), sample.value);
    }
  }
}

package dev.seep.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was, for whoever draws or exports it. For several threads.
public interface HistoryReader extends AutoCloseable {

  /// Every series that has a sample in the span.
  List<SeriesKey> series(Instant from, Instant to);

  /// Those of one owner.
  List<SeriesKey> series(String owner, Instant from, Instant to);

  /// One series, in `steps` steps at most, with their extremes.
  Track track(SeriesKey key, Instant from, Instant to, int steps);

  /// Every stored sample of one series, in order, for export.
  void samples(SeriesKey key, Instant from, Instant to, SampleSink sink);

  /// What happened to an owner (to all when empty), oldest first.
  List<Mark> marks(String owner, Instant from, Instant to);

  /// When the first and the last sample were taken; empty for an empty store.
  Optional<Span> span();

  /// What it takes on disk, and what it may take.
  Size size();

  @Override
  void close();

  record Span(Instant first, Instant last) {}

  record Size(long bytes, long limitBytes, long samples) {}

  @FunctionalInterface
  interface SampleSink {
    /// @param value [Point#GONE] when the series ends
    void sample(Instant at, long value);
  }
}

package dev.seep.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was, for whoever draws or exports it. For several threads.
public interface HistoryReader extends AutoCloseable {

  /// Thrown when the store cannot be read: the disk fails, or the file is damaged or was taken
  /// away.
  final class NotRead extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotRead(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Every series that has a value in the span: sampled in it, or before it and still holding. Both
  /// ends of a span belong to it, here and below, but that a track's last step ends before `to`.
  List<SeriesKey> series(Instant from, Instant to);

  /// Those of one owner.
  List<SeriesKey> series(String owner, Instant from, Instant to);

  /// One series, in `steps` steps at most, with their extremes.
  Track track(SeriesKey key, Instant from, Instant to, int steps);

  /// Every stored sample of one series, in order of time, for export. Where nobody watched any more
  /// while it had a value, [Point#GONE] is given a millisecond after the last tick.
  void samples(SeriesKey key, Instant from, Instant to, SampleSink sink);

  /// What happened to an owner (to all when empty), oldest first.
  List<Mark> marks(String owner, Instant from, Instant to);

  /// About when the first and the last sample were taken; empty for an empty store.
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

package dev.seep.cli.history;

import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A history of nothing.
final class NoHistory implements HistoryReader {
  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return List.of();
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    return List.of();
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    return new Track(key, from, to, List.of());
  }

  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {}

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    return List.of();
  }

  @Override
  public Optional<Span> span() {
    return Optional.empty();
  }

  @Override
  public Size size() {
    return new Size(0, 0, 0);
  }

  @Override
  public void close() {}
}

package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.store.Documents;
import dev.seep.store.History;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A history that a test can read back as it was written.
final class MemoryHistory implements History {
  final Map<SeriesKey, List<Long>> values = new LinkedHashMap<>();
  final List<Mark> marks = new ArrayList<>();
  final Map<String, Documents.Document> kept = new LinkedHashMap<>();
  Optional<Blind> trouble = Optional.empty();
  private long changes;

  @Override
  public void tick(Instant at, List<Point> changed, List<Mark> happened) {
    for (Point point : changed) {
      values.computeIfAbsent(point.key(), k -> new ArrayList<>()).add(point.value());
    }
    marks.addAll(happened);
  }

  List<Long> of(String owner, String metric) {
    return values.getOrDefault(new SeriesKey(owner, metric), List.of());
  }

  List<String> marksOf(String kind) {
    return marks.stream().filter(m -> m.kind().equals(kind)).map(Mark::text).toList();
  }

  @Override
  public Optional<Blind> trouble() {
    return trouble;
  }

  @Override
  public Documents documents() {
    return new Documents() {
      @Override
      public void put(String kind, String id, String text) {
        kept.put(kind + "/" + id, new Document(kind, id, ++changes, text));
      }

      @Override
      public Optional<String> get(String kind, String id) {
        return Optional.ofNullable(kept.get(kind + "/" + id)).map(Document::text);
      }

      @Override
      public List<Document> newest(String kind, int most) {
        return kept.values().stream()
            .filter(one -> one.kind().equals(kind))
            .sorted((a, b) -> Long.compare(b.changedAtMillis(), a.changedAtMillis()))
            .limit(most)
            .toList();
      }

      @Override
      public void delete(String kind, String id) {
        kept.remove(kind + "/" + id);
      }
    };
  }

  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return List.copyOf(values.keySet());
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    return values.keySet().stream().filter(key -> key.owner().equals(owner)).toList();
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    return new Track(key, from, to, List.of());
  }

  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    return List.copyOf(marks);
  }

  @Override
  public Optional<Span> span() {
    return Optional.empty();
  }

  @Override
  public Size size() {
    return new Size(0, 1 << 20, 0);
  }

  @Override
  public void close() {}
}

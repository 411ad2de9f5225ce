package dev.seep.web;

import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A history that is computed, not stored: the same question has the same answer.
final class StagedHistory implements HistoryReader {
  static final int CLASSES = 17;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final List<String> METRICS =
      List.of("open", "soft_limit", "resident_bytes", "anonymous_bytes", "threads");

  private final Supplier<List<String>> owners;
  private final Supplier<Instant> now;
  private final Instant first;

  StagedHistory(Supplier<List<String>> owners, Supplier<Instant> now, Instant first) {
    this.owners = owners;
    this.now = now;
    this.first = first;
  }

  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return owners.get().stream().flatMap(owner -> series(owner, from, to).stream()).toList();
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    if (!owners.get().contains(owner)) {
      return List.of();
    }
    List<SeriesKey> keys = new ArrayList<>();
    METRICS.forEach(metric -> keys.add(new SeriesKey(owner, metric)));
    for (int i = 0; i < CLASSES; i++) {
      keys.add(new SeriesKey(owner, "class", className(i)));
    }
    return keys;
  }

  static String className(int i) {
    return switch (i) {
      case 0 -> "tcp close-wait 10.0.0.7:443";
      case 1 -> "file /srv/images/*.png";
      case 2 -> "file /srv/<img src=x onerror=alert(1)>\"\n/*";
      default -> "tcp established 10.0.1." + i + ":5432";
    };
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    List<Track.Step> drawn = new ArrayList<>();
    long span = Math.max(1, to.toEpochMilli() - from.toEpochMilli());
    for (int i = 0; i < steps; i++) {
      Instant at = from.plusMillis(span * i / steps);
      long value = value(key, at);
      drawn.add(
          value == Point.GONE
              ? new Track.Step(at, value, value, value)
              : new Track.Step(at, value, Math.max(0, value - 3), value + 5));
    }
    return new Track(key, from, to, drawn);
  }

  /// It grows by the hour, falls at the restart every six hours, and is gone for five minutes each
  /// day.
  private long value(SeriesKey key, Instant at) {
    long second = at.getEpochSecond();
    if (at.isBefore(first) || at.isAfter(now.get()) || Math.floorMod(second, 86_400L) < 300) {
      return Point.GONE;
    }
    long sinceRestart = Math.floorMod(second, 21_600L);
    return switch (key.metric()) {
      case "soft_limit" -> 1024;
      case "resident_bytes" -> 200_000_000L + sinceRestart * 1000;
      case "anonymous_bytes" -> 150_000_000L + sinceRestart * 1000;
      case "threads" -> 20 + sinceRestart / 3600;
      case "open" -> 120 + sinceRestart / 30 + wave(second, 9);
      default -> classValue(key.label(), sinceRestart, second);
    };
  }

  private static long classValue(String label, long sinceRestart, long second) {
    for (int i = 0; i < CLASSES; i++) {
      if (className(i).equals(label)) {
        return i == 0 ? sinceRestart / 30 : Math.max(1, 40 - 2L * i) + wave(second, 2);
      }
    }
    return Point.GONE;
  }

  private static long wave(long second, int height) {
    return Math.round(height * (1 + Math.sin(second / 300.0)));
  }

  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {
    for (Instant at = from.isBefore(first) ? first : from; at.isBefore(to); at = at.plus(EVERY)) {
      sink.sample(at, value(key, at));
    }
  }

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    List<Mark> marks = new ArrayList<>();
    long hour = Math.floorDiv(from.getEpochSecond(), 21_600L) * 21_600L;
    for (long second = hour; second < to.getEpochSecond(); second += 21_600) {
      Instant at = Instant.ofEpochSecond(second);
      if (!at.isBefore(from)) {
        String whose = owner.isEmpty() ? owners.get().getFirst() : owner;
        boolean deploy = Math.floorMod(second, 86_400L) == 0;
        marks.add(
            deploy
                ? new Mark(at, whose, "deploy", "the executable changed: <b>1.4.2</b> to 1.4.3")
                : new Mark(at, whose, "restart", "pid 4711 ended, 4712 began"));
      }
    }
    return marks;
  }

  @Override
  public Optional<Span> span() {
    return Optional.of(new Span(first, now.get()));
  }

  @Override
  public Size size() {
    return new Size(12_345_678, 536_870_912, 9_000_000);
  }

  @Override
  public void close() {}
}

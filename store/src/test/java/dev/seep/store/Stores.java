package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Opens real stores for tests.
final class Stores {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Histories.Bounds LARGE = new Histories.Bounds(1L << 30, Duration.ofDays(3650));

  private Stores() {}

  static History open(Path folder) {
    return open(folder, LARGE);
  }

  static History open(Path folder, Histories.Bounds bounds) {
    return seen(Histories.open(folder, bounds, () -> START));
  }

  static HistoryReader read(Path folder) {
    return seen(Histories.read(folder));
  }

  static <T> T seen(Reading<T> reading) {
    if (reading instanceof Reading.Unseen<T> unseen) {
      throw new AssertionError("not opened: " + unseen.blind());
    }
    return ((Reading.Seen<T>) reading).value();
  }

  static Blind refusal(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unseen.class);
    return ((Reading.Unseen<?>) reading).blind();
  }

  record Sample(Instant at, long value) {}

  static List<Sample> samples(HistoryReader reader, SeriesKey key, Instant from, Instant to) {
    List<Sample> found = new ArrayList<>();
    reader.samples(key, from, to, (at, value) -> found.add(new Sample(at, value)));
    return found;
  }

  static List<Sample> samples(HistoryReader reader, SeriesKey key) {
    return samples(reader, key, Instant.MIN, Instant.MAX);
  }
}

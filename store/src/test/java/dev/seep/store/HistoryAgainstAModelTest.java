package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random days of random series, with ends, silences, restarts and clocks set back, held against a
/// model that keeps everything in lists. The seed is the test's name.
final class HistoryAgainstAModelTest {
  private static final int SERIES = 12;
  private static final int TICKS = 6_000;

  @TempDir Path folder;

  private Instant now = Stores.START;
  private final long[] values = new long[SERIES];
  private final Model model = new Model();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void tellsWhatTheModelTells(long seed) {
    Random random = new Random(seed);
    History history = Stores.open(folder);
    try {
      for (int i = 0; i < TICKS; i++) {
        if (random.nextInt(1_500) == 0) {
          history.close();
          history = Stores.open(folder);
          model.restart();
        }
        now = now.plus(step(random));
        List<Point> changed = change(random);
        history.tick(now, changed, List.of());
        model.tick(now, changed);
      }
      assertThat(history.trouble()).isEmpty();
      compare(history, random);
    } finally {
      history.close();
    }
    try (HistoryReader reader = Stores.read(folder)) {
      compare(reader, random);
    }
  }

  private static Duration step(Random random) {
    return switch (random.nextInt(2_000)) {
      case 0 -> Duration.ofHours(-1 - random.nextInt(10));
      case 1 -> Duration.ofMinutes(5 + random.nextInt(1_000));
      default -> Duration.ofMillis(9_990 + random.nextInt(20));
    };
  }

  private static SeriesKey key(int series) {
    return new SeriesKey("unit:a.service/a/" + series % 3, "class", "number " + series);
  }

  /// The first series moves at each tick, the others ever less.
  private List<Point> change(Random random) {
    List<Point> changed = new ArrayList<>();
    for (int series = 0; series < SERIES; series++) {
      if (random.nextInt(1 << series) != 0) {
        continue;
      }
      values[series] =
          switch (random.nextInt(50)) {
            case 0 -> random.nextLong();
            case 1 -> 0;
            default -> values[series] + (random.nextInt(21) - 10) * (series % 2 == 0 ? 1L : 4096L);
          };
      changed.add(
          random.nextInt(100) == 0
              ? Point.gone(key(series))
              : new Point(key(series), Math.max(values[series], Point.GONE + 1)));
    }
    return changed;
  }

  private void compare(HistoryReader reader, Random random) {
    for (SeriesKey key : model.series()) {
      compareSamples(reader, key, Instant.EPOCH, Stores.START.plus(Duration.ofDays(3_000)));
      for (int i = 0; i < 20; i++) {
        Instant from = Stores.START.plus(Duration.ofSeconds(random.nextInt(-40_000, 120_000)));
        Instant to = from.plus(Duration.ofSeconds(1 + random.nextInt(50_000)));
        compareSamples(reader, key, from, to);
        compareTrack(reader, key, from, to, 1 + random.nextInt(300));
      }
    }
  }

  private void compareSamples(HistoryReader reader, SeriesKey key, Instant from, Instant to) {
    List<Stores.Sample> found = Stores.samples(reader, key, from, to);
    assertThat(found).isSortedAccordingTo(Comparator.comparing(Stores.Sample::at));
    found.sort(Comparator.comparing(Stores.Sample::at).thenComparingLong(Stores.Sample::value));
    assertThat(found).as("%s from %s to %s", key, from, to).isEqualTo(model.samples(key, from, to));
  }

  private void compareTrack(
      HistoryReader reader, SeriesKey key, Instant from, Instant to, int steps) {
    Track track = reader.track(key, from, to, steps);
    long length = to.toEpochMilli() - from.toEpochMilli();
    long width = Math.ceilDiv(length, steps);
    assertThat(track.steps()).hasSizeLessThanOrEqualTo(steps);
    List<Track.Step> expected = model.track(key, from, width, track.steps().size());
    int last = expected.size() - 1;
    assertThat(track.steps().subList(0, last))
        .as("%s from %s to %s", key, from, to)
        .isEqualTo(expected.subList(0, last));
  }
}

package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryRetentionTest {
  private static final SeriesKey LIMIT = new SeriesKey("host", "limit");

  @TempDir Path folder;

  private final Random random = new Random(5);
  private Instant now = Stores.START;

  private static SeriesKey noise(int i) {
    return new SeriesKey("host", "noise", "n" + i);
  }

  /// Values that no compression makes small, every tick.
  private void fill(History history, int ticks, int series) {
    for (int i = 0; i < ticks; i++) {
      List<Point> changed = new ArrayList<>();
      for (int s = 0; s < series; s++) {
        changed.add(new Point(noise(s), random.nextInt()));
      }
      now = now.plusSeconds(60);
      history.tick(now, changed, List.of());
    }
  }

  @Test
  void theBoundInBytesIsKeptAndTheNewestStay() {
    long limit = 4 << 20;
    Histories.Bounds bounds = new Histories.Bounds(limit, Duration.ofDays(3_650));
    try (History history = Stores.open(folder, bounds)) {
      history.tick(now, List.of(new Point(LIMIT, 1_024)), List.of());
      for (int day = 0; day < 12; day++) {
        fill(history, 1_440, 100);
        assertThat(history.size().bytes()).isLessThanOrEqualTo(limit);
      }
      assertThat(history.trouble()).isEmpty();
      Instant first = history.span().orElseThrow().first();
      assertThat(first).isAfter(Stores.START.plus(Duration.ofDays(5)));
      assertThat(Stores.samples(history, noise(1), now.minus(Duration.ofDays(1)), now))
          .hasSize(1_441);
      assertThat(history.track(LIMIT, now.minusSeconds(60), now, 1).steps().getFirst().last())
          .as("a value that holds outlives its time")
          .isEqualTo(1_024);
      assertCountsAgree(history);
    }
  }

  private static void assertCountsAgree(History history) {
    long counted = 0;
    for (SeriesKey key : history.series(Instant.MIN, Instant.MAX)) {
      counted += Stores.samples(history, key).size();
    }
    assertThat(history.size().samples()).isEqualTo(counted);
  }

  @Test
  void theBoundInDaysIsKeptAndWhatEndedIsForgotten() {
    Histories.Bounds bounds = new Histories.Bounds(1L << 30, Duration.ofDays(3));
    SeriesKey ended = new SeriesKey("unit:gone.service/gone/0", "open");
    Mark mark = new Mark(now, "host", "deploy", "long ago");
    try (History history = Stores.open(folder, bounds)) {
      history.tick(now, List.of(new Point(ended, 5), new Point(LIMIT, 7)), List.of(mark));
      history.tick(now.plusSeconds(60), List.of(Point.gone(ended)), List.of());
      fill(history, 10 * 1_440, 5);
      Instant least = now.minus(Duration.ofDays(4)).minus(Duration.ofHours(5));
      assertThat(history.span().orElseThrow().first())
          .isBetween(least, now.minus(Duration.ofDays(2)));
      assertThat(Stores.samples(history, noise(1)).getFirst().at()).isAfter(least);
      assertThat(history.series(ended.owner(), Instant.MIN, Instant.MAX)).isEmpty();
      assertThat(history.track(LIMIT, least.plus(Duration.ofDays(1)), now, 4).steps())
          .allMatch(step -> step.last() == 7);
      assertThat(history.marks("", Instant.MIN, Instant.MAX)).isEmpty();
    }
    try (History history = Stores.open(folder, bounds)) {
      history.tick(now.plusSeconds(10), List.of(new Point(ended, 6)), List.of());
      assertThat(Stores.samples(history, ended)).hasSize(1);
    }
  }

  @Test
  void aFileShrinksWhenItsBoundDoes() {
    try (History history = Stores.open(folder)) {
      fill(history, 10 * 1_440, 50);
      assertThat(history.size().bytes()).isGreaterThan(2 << 20);
    }
    Histories.Bounds small = new Histories.Bounds(1 << 20, Duration.ofDays(3_650));
    try (History history = Stores.open(folder, small)) {
      fill(history, 300, 50);
      assertThat(history.size().bytes()).isLessThanOrEqualTo(1 << 20);
      assertThat(Stores.samples(history, noise(1), now.minusSeconds(200 * 60), now)).hasSize(201);
    }
  }
}

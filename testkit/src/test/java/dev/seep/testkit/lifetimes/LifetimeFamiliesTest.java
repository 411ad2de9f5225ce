package dev.seep.testkit.lifetimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LifetimeFamiliesTest {
  static List<LifetimeFamily> all() {
    return LifetimeFamilies.all();
  }

  static List<LifetimeFamily> healthy() {
    return LifetimeFamilies.healthy();
  }

  static List<LifetimeFamily> leaking() {
    return LifetimeFamilies.leaking();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedIsTheSameRunInAnyThreadAndAnotherSeedIsAnother(LifetimeFamily family) {
    long here = fingerprint(family.run(7));
    long there = CompletableFuture.supplyAsync(() -> fingerprint(family.run(7))).join();
    assertThat(there).isEqualTo(here);
    assertThat(fingerprint(family.run(8))).isNotEqualTo(here);
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void aHealthyRunHasNoTruthAndStaysBelowItsLimit(LifetimeFamily family) {
    for (long seed = 1; seed <= 4; seed++) {
      LifetimeSeries run = family.run(seed);
      assertThat(run.truth()).isEmpty();
      assertThat(run.days()).isEqualTo(family.days());
      assertThat(Arrays.stream(run.counts()).max().orElse(0))
          .isPositive()
          .isLessThan(run.limit() * 0.95);
    }
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void aHealthyRunDoesNotRiseInItsLastThirdAsItDidBefore(LifetimeFamily family) {
    double risen = 0;
    for (long seed = 1; seed <= 4; seed++) {
      double[] counts = family.run(seed).counts();
      double before = Arrays.stream(counts, 0, counts.length * 2 / 3).max().orElseThrow();
      double after =
          Arrays.stream(counts, counts.length * 2 / 3, counts.length).max().orElseThrow();
      risen += after / before / 4;
    }
    // Only a load that grows may: by 20 % a day at the most, over a bit more than two days.
    assertThat(risen).isLessThan(family.name().equals("growing-load") ? 1.6 : 1.2);
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void whatStaysComesAtTheStatedRate(LifetimeFamily family) {
    double expected = 0;
    double stayed = 0;
    for (long seed = 1; seed <= 6; seed++) {
      LifetimeSeries run = family.run(seed);
      double perSecond = run.truth().orElseThrow().perMinute() / 60;
      if (run.hasLevel()) {
        expected += perSecond * 86_400 * (family.days() - 1);
        stayed += risenOverDays(run.levels());
      } else {
        List<int[]> lives = livesWithLeak(run);
        expected += lives.stream().mapToDouble(life -> perSecond * (life[1] - life[0])).sum();
        stayed += lives.stream().mapToLong(life -> stayers(run, life)).sum();
      }
    }
    assertThat(stayed / expected).isCloseTo(1, within(0.15));
  }

  /// The mean of the last whole day above that of the first one.
  private static double risenOverDays(double[] levels) {
    int day = 2_880;
    return (Arrays.stream(levels, levels.length - day, levels.length).sum()
            - Arrays.stream(levels, 0, day).sum())
        / day;
  }

  /// The parts of the run in which the process leaks: from, to, and the process's end. Some hours
  /// at both ends are left out, where pools warm up and sessions are still open.
  private static List<int[]> livesWithLeak(LifetimeSeries run) {
    int end = run.bins() * LifetimeSeries.BIN_SECONDS;
    int[] ends = IntStream.concat(Arrays.stream(run.restarts()), IntStream.of(end)).toArray();
    List<int[]> lives = new ArrayList<>();
    int from = 0;
    for (int to : ends) {
      int start = Math.max(from, (int) run.truth().orElseThrow().startsAtSeconds());
      int margin = Math.min(6 * 3_600, (to - start) / 4);
      if (to > start) {
        lives.add(new int[] {start + margin, to - margin, to});
      }
      from = to;
    }
    return lives;
  }

  private static long stayers(LifetimeSeries run, int[] life) {
    return IntStream.range(0, run.members())
        .filter(member -> run.openedAt(member) >= life[0] && run.openedAt(member) < life[1])
        .filter(member -> run.closedAt(member) >= life[2])
        .count();
  }

  @Test
  void anUnknownFamilyIsAnErrorThatListsTheNames() {
    assertThatThrownBy(() -> LifetimeFamilies.named("nothing"))
        .hasMessageContaining("nothing")
        .hasMessageContaining("steady-sessions");
  }

  private static long fingerprint(LifetimeSeries run) {
    long lives =
        IntStream.range(0, run.members())
            .mapToLong(member -> 31L * run.openedAt(member) + run.closedAt(member))
            .reduce(1, (hash, life) -> 1_000_003 * hash + life);
    long work =
        IntStream.range(0, run.bins()).mapToLong(run::operations).reduce(1, (h, n) -> 31 * h + n);
    return lives ^ work ^ Arrays.hashCode(run.levels());
  }
}

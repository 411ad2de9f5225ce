package dev.seep.testkit.lifetimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
  @MethodSource("leaking")
  void aLeakHoldsMoreAtTheEndByItsStatedRate(LifetimeFamily family) {
    double expected = 0;
    double leaked = 0;
    for (long seed = 1; seed <= 6; seed++) {
      LifetimeSeries run = family.run(seed);
      LeakTruth truth = run.truth().orElseThrow();
      double[] counts = run.counts();
      // Whole days up to the end, so that the load's phase does not matter; half a day at the most
      // is left for what is there from the start.
      long from = truth.startsAtSeconds();
      leaked += counts[counts.length - 1] - counts[(int) (from / LifetimeSeries.BIN_SECONDS)];
      expected += truth.perMinute() * (run.bins() * 30.0 - from) / 60;
    }
    assertThat(leaked / expected).isCloseTo(1, within(0.35));
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

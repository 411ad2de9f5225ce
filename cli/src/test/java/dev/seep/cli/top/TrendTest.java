package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.watch.Standing;
import java.util.function.IntUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What is made of the counts of one process without the daemon.
final class TrendTest {
  private static final DescriptorLimits LIMITS = new DescriptorLimits(1024, 4096);

  /// One count every two seconds.
  private static Trend of(int counts, IntUnaryOperator count) {
    Trend trend = new Trend();
    for (int i = 0; i < counts; i++) {
      trend.add(count.applyAsInt(i), i * 2_000_000_000L, i);
    }
    return trend;
  }

  @Test
  void aSteadyClimbHasItsRateAndItsEnd() {
    Trend trend = of(90, i -> 100 + i);
    assertThat(trend.perMinute()).isCloseTo(30, Offset.offset(0.01));
    assertThat(trend.standing(189, LIMITS)).isEqualTo(Standing.EXHAUSTED);
    assertThat(trend.forecast(189, LIMITS).limitInSeconds())
        .isCloseTo(835 * 2.0, Offset.offset(1.0));
    assertThat(trend.recent()).hasSize(60).endsWith(189);
  }

  @Test
  void aSlowClimbGrowsAndAFloorThatStaysDoesNot() {
    assertThat(of(90, i -> 100 + i / 10).standing(109, LIMITS)).isEqualTo(Standing.GROWING);
    assertThat(of(90, i -> i < 45 ? 7 : 10).grows()).isFalse();
    Trend busy = of(300, i -> 100 + i % 37);
    assertThat(busy.standing(110, LIMITS)).isEqualTo(Standing.HEALTHY);
    assertThat(busy.forecast(110, LIMITS).isNever()).isTrue();
  }

  @Test
  void nothingIsSaidOfTheFirstHalfMinute() {
    Trend young = of(10, i -> 100 + 10 * i);
    assertThat(young.perMinute()).isNaN();
    assertThat(young.grows()).isFalse();
  }

  @Test
  void aFullProcessIsExhaustedAtOnceAndOneWithoutALimitNever() {
    assertThat(of(1, _ -> 1024).standing(1024, LIMITS)).isEqualTo(Standing.EXHAUSTED);
    DescriptorLimits none =
        new DescriptorLimits(DescriptorLimits.UNLIMITED, DescriptorLimits.UNLIMITED);
    assertThat(of(90, i -> 100 + i).standing(189, none)).isEqualTo(Standing.GROWING);
  }
}

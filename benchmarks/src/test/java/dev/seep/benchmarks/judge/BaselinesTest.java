package dev.seep.benchmarks.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.benchmarks.judge.MannKendall.Trend;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BaselinesTest {
  @Test
  void fiveRisingSamplesAreATrendByHand() {
    Trend trend = Trend.of(new double[] {1, 2, 3, 4, 5});
    assertThat(trend.score()).isEqualTo(10);
    assertThat(trend.variance()).isCloseTo(5 * 4 * 15 / 18.0, within(1e-9));
    // z = 9 / 4.0825 = 2.2045
    assertThat(trend.p()).isCloseTo(0.0275, within(0.0001));
  }

  @Test
  void fourRisingSamplesAreNotEnough() {
    // z = 5 / 2.9439 = 1.6984
    assertThat(Trend.of(new double[] {1, 2, 3, 4}).p()).isCloseTo(0.0894, within(0.0001));
  }

  @Test
  void tiesTakeFromTheVariance() {
    Trend trend = Trend.of(new double[] {1, 2, 2, 3});
    assertThat(trend.score()).isEqualTo(5);
    assertThat(trend.variance()).isCloseTo((4 * 3 * 13 - 2 * 1 * 9) / 18.0, within(1e-9));
    // z = 4 / 2.7689 = 1.4446
    assertThat(trend.p()).isCloseTo(0.1486, within(0.0001));
  }

  @Test
  void fallingSamplesScoreBelowZeroAndEqualOnesNothing() {
    assertThat(Trend.of(new double[] {5, 4, 3, 2, 1}).score()).isEqualTo(-10);
    Trend flat = Trend.of(new double[] {7, 7, 7, 7});
    assertThat(flat.score()).isZero();
    assertThat(flat.p()).isCloseTo(1, within(1e-6));
  }

  @Test
  void theNormalTailIsThatOfTheTables() {
    assertThat(Normal.above(0)).isCloseTo(0.5, within(1e-7));
    assertThat(Normal.above(1.959964)).isCloseTo(0.025, within(1e-6));
    assertThat(Normal.above(3.290527)).isCloseTo(0.0005, within(1e-6));
  }

  @Test
  void aLineIsReadADayAheadAndTheConditionHeldForAnHour() {
    double[] tenABin = IntStream.range(0, 6_000).mapToDouble(bin -> 10.0 * bin).toArray();
    // 10 (b + 2,880) > 65,536 from bin 3,674 on; 120 bins later it has held for an hour.
    assertThat(PredictLinear.firesIn(tenABin, 65_536)).hasValue(3_794);
  }

  @Test
  void aConditionThatHoldsForLessThanAnHourDoesNotFire() {
    // Up by one a bin for 100 bins of 30 seconds, which is 50 minutes, then flat and low.
    double[] counts = IntStream.range(0, 4_000).mapToDouble(bin -> Math.min(bin, 100)).toArray();
    double atItsHeight = 100 + 2_880;
    assertThat(PredictLinear.firesIn(counts, atItsHeight - 100)).isEmpty();
    assertThat(PredictLinear.firesIn(new double[4_000], 10)).isEmpty();
  }

  @Test
  void theFittedLineIsThatOfLeastSquares() {
    PredictLinear.LeastSquares line = new PredictLinear.LeastSquares();
    double[] y = {1, 3, 2, 5};
    for (int x = 0; x < y.length; x++) {
      line.add(x, y[x]);
    }
    // By hand: mean x 1.5, mean y 2.75, Sxy 5.5, Sxx 5.
    assertThat(line.slope()).isCloseTo(1.1, within(1e-12));
    assertThat(line.at(10)).isCloseTo(2.75 + 1.1 * 8.5, within(1e-12));
    line.remove(0, 1);
    assertThat(line.slope()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theInformationLimitIs29Or60Or203Members() {
    assertThat(
            Arrays.stream(new double[] {0.35, 0.5, 0.7})
                .mapToLong(beta -> Math.round(InformationLimit.members(beta))))
        .containsExactly(29L, 60L, 203L);
  }

  @Test
  void noEventInADayMeansAtMostThreeADay() {
    assertThat(PoissonBound.upper95(0)).isCloseTo(2.996, within(0.001));
    assertThat(PoissonBound.upper95(1)).isCloseTo(4.744, within(0.001));
    assertThat(PoissonBound.upper95(5)).isCloseTo(10.513, within(0.001));
  }
}

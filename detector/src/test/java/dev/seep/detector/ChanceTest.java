package dev.seep.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.evidence.Rate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {

  /// The values of the table in Garwood's paper and of every handbook since.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 3.689",
    "1, 0.0253, 5.572",
    "5, 1.623, 11.668",
    "10, 4.795, 18.390",
    "50, 37.111, 65.919",
    "100, 81.364, 121.627"
  })
  void theIntervalOfACountIsTheExactOne(long events, double low, double high) {
    assertThat(Chance.garwoodLow(events)).isCloseTo(low, within(0.001));
    assertThat(Chance.garwoodHigh(events)).isCloseTo(high, within(0.001));
  }

  @Test
  void thePoissonDistributionIsTheSumOfItsTerms() {
    for (double mean : new double[] {0.3, 1, 4.5, 20, 90}) {
      double term = Math.exp(-mean);
      double sum = 0;
      for (int k = 0; k < 150; k++) {
        sum += term;
        term *= mean / (k + 1);
        assertThat(Chance.poissonAtMost(k, mean))
            .as("%d, %s", k, mean)
            .isCloseTo(sum, within(1e-9));
      }
    }
  }

  @Test
  void largeCountsStayFinite() {
    assertThat(Chance.poissonAtMost(1_000_000, 1_000_000)).isCloseTo(0.5, within(0.001));
    assertThat(Chance.garwoodLow(1_000_000)).isCloseTo(998_040, within(10.0));
  }

  @Test
  void theSignTestIsThatOfAFairCoin() {
    assertThat(Chance.signTest(8, 0)).isCloseTo(1 / 256.0, within(1e-12));
    assertThat(Chance.signTest(9, 1)).isCloseTo(11 / 1024.0, within(1e-12));
    assertThat(Chance.signTest(0, 0)).isEqualTo(1);
    assertThat(Chance.signTest(5, 50)).isCloseTo(1, within(1e-6));
  }

  @Test
  void nothingGainedIsNoRate() {
    assertThat(Chance.rate(3, 3, 1, 60)).isEqualTo(Rate.NONE);
    assertThat(Chance.rate(3, 0, 1, 0)).isEqualTo(Rate.NONE);
  }

  @Test
  void theIntervalOfARateHoldsTheTruthNineteenTimesOfTwenty() {
    Random random = new Random(11);
    int held = 0;
    int runs = 2_000;
    for (int i = 0; i < runs; i++) {
      long arrivals = poisson(random, 50);
      long departures = poisson(random, 5);
      Rate rate = Chance.rate(arrivals, departures, 1, 60);
      held += rate.perMinuteLow() <= 45 && 45 <= rate.perMinuteHigh() ? 1 : 0;
    }
    assertThat((double) held / runs).isGreaterThan(0.94);
  }

  private static long poisson(Random random, double mean) {
    double left = Math.exp(-mean);
    long n = -1;
    for (double product = 1; product > left; n++) {
      product *= random.nextDouble();
    }
    return n;
  }
}

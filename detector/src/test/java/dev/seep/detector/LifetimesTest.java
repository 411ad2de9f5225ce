package dev.seep.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LifetimesTest {

  @Test
  void quantilesAreThoseOfTheSortedListToWithinABucket() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Lifetimes lifetimes = new Lifetimes();
      double[] all = new double[200 + random.nextInt(300)];
      for (int i = 0; i < all.length; i++) {
        all[i] = 0.1 + Math.exp(3 * random.nextGaussian());
        lifetimes.add(all[i]);
      }
      Arrays.sort(all);
      double median = all[all.length / 2];
      assertThat(lifetimes.median(0)).as("seed %d", seed).isCloseTo(median, within(0.2 * median));
      long above = Arrays.stream(all).filter(each -> each >= 10).count();
      assertThat((double) lifetimes.atLeast(10))
          .as("seed %d", seed)
          .isCloseTo((double) above, within(8.0));
    }
  }

  @Test
  void thoseTooBriefToMeasureCountAsNothing() {
    Lifetimes lifetimes = new Lifetimes();
    lifetimes.add(30);
    lifetimes.add(40);
    assertThat(lifetimes.median(0)).isCloseTo(30, within(3.0));
    assertThat(lifetimes.median(5)).isZero();
    assertThat(new Lifetimes().median(0)).isNaN();
  }

  @Test
  void epochsFoldedKeepTheirSum() {
    Epochs epochs = new Epochs();
    for (int i = 0; i < Epochs.MOST; i += 3) {
      epochs.add(i);
    }
    int before = epochs.sumFrom(0);
    epochs.fold();
    assertThat(epochs.sumFrom(0)).isEqualTo(before);
    assertThat(epochs.get(0)).isEqualTo(1);
    assertThat(epochs.sumFrom(Epochs.MOST / 2)).isZero();
  }
}

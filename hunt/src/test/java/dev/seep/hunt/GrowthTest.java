package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void aLongWatchKeepsItsWholeSpanInFewPoints() {
    Growth growth = new Growth();
    for (int i = 0; i < 100_000; i++) {
      growth.add(i, i);
    }
    assertThat(growth.points()).hasSizeBetween(Growth.MOST / 2, Growth.MOST);
    assertThat(growth.points().getFirst().atSeconds()).isZero();
    assertThat(growth.points().getLast().atSeconds()).isGreaterThan(99_000);
    assertThat(growth.points())
        .isSortedAccordingTo(
            java.util.Comparator.comparingDouble(dev.seep.evidence.CountPoint::atSeconds));
  }

  @Test
  void aCountThatCouldNotBeReadIsNoPoint() {
    Growth growth = new Growth();
    growth.add(1, -1);
    assertThat(growth.points()).isEmpty();
  }
}

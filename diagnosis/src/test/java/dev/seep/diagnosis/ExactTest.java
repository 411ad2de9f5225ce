package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExactTest {

  @Test
  void fishersTeaTastingHasItsKnownChances() {
    assertThat(Exact.chance(4, 4, 0, 4)).isCloseTo(1 / 70.0, within(1e-12));
    assertThat(Exact.chance(3, 4, 1, 4)).isCloseTo(17 / 70.0, within(1e-12));
    assertThat(Exact.chance(0, 4, 4, 4)).isCloseTo(1, within(1e-12));
  }

  @Test
  void theBinomialTailIsThatOfCoins() {
    assertThat(Exact.binomialAtLeast(3, 3, 0.5)).isCloseTo(0.125, within(1e-12));
    assertThat(Exact.binomialAtLeast(2, 3, 0.5)).isCloseTo(0.5, within(1e-12));
    assertThat(Exact.binomialAtLeast(0, 3, 0.5)).isEqualTo(1);
    assertThat(Exact.binomialAtLeast(1, 3, 0)).isZero();
  }
}

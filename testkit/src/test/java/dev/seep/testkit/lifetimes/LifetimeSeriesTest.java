package dev.seep.testkit.lifetimes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifetimeSeriesTest {
  private final Stage stage = new Stage(1);

  @Test
  void aRunIsToldInTheOrderOfTime() {
    stage.live(100, 50);
    stage.leak(10);
    stage.live(70, 5);
    stage.operations(0, 3);
    assertThat(told(6))
        .containsExactly("10 opened 0", "30 ran 3", "90 ran 1", "100 opened 1", "150 closed 1");
  }

  @Test
  void aRestartTakesEverythingWithItAndIsNotToldAsClosings() {
    stage.leak(10);
    stage.live(20, 500);
    stage.restart(90);
    stage.leak(95);
    assertThat(told(30))
        .containsExactly("10 opened 0", "20 opened 1", "90 restarted", "95 opened 2");
    assertThat(stage.series(LifetimeTier.CLIENT).counts()).startsWith(2, 2, 2, 1);
  }

  @Test
  void whatALimitAllowsEndsTheRun() {
    stage.limit(3);
    for (int i = 0; i < 5; i++) {
      stage.leak(60 * i + 1);
    }
    LifetimeSeries run = stage.series(LifetimeTier.CLIENT);
    assertThat(run.bins()).isEqualTo(4);
    assertThat(run.counts()).containsExactly(1, 1, 2, 2);
  }

  private List<String> told(int bins) {
    List<String> said = new ArrayList<>();
    stage
        .series(LifetimeTier.CLIENT)
        .replay(
            new LifetimeListener() {
              @Override
              public void restarted(int atSeconds) {
                said.add(atSeconds + " restarted");
              }

              @Override
              public void opened(int atSeconds, int descriptor) {
                said.add(atSeconds + " opened " + descriptor);
              }

              @Override
              public void closed(int atSeconds, int descriptor) {
                said.add(atSeconds + " closed " + descriptor);
              }

              @Override
              public void operations(int atSeconds, int count) {
                said.add(atSeconds + " ran " + count);
              }

              @Override
              public void level(int atSeconds, double value) {
                said.add(atSeconds + " level " + value);
              }

              @Override
              public boolean binEnded(int atSeconds) {
                return atSeconds < bins * 30;
              }
            });
    return said;
  }
}

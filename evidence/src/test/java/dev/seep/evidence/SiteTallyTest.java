package dev.seep.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is counted for each place in the code.
final class SiteTallyTest {
  private static final long SECOND = 1_000_000_000;

  private static Trail born(long atNanos, int site) {
    Population population = new Population("tcp", "", false);
    return new Trail(new Birth("socket", atNanos, 1, population, site), null, 0, 0, 0);
  }

  private static Testimony testimony(List<Life> lives, Trail... survivors) {
    Map<OpenFileKey, Trail> open = new HashMap<>();
    for (Trail survivor : survivors) {
      open.put(new OpenFileKey(open.size(), 0, 0, 0), survivor);
    }
    Map<Integer, CallSite> sites = new HashMap<>();
    for (int id = 1; id <= 3; id++) {
      sites.put(id, new CallSite(id, List.of(), true, ""));
    }
    return new Testimony(sites, open, lives, 100 * SECOND);
  }

  @Test
  void the_place_with_the_most_survivors_comes_first_and_one_without_any_is_left_out() {
    Life closed = new Life(9, born(50 * SECOND, 1), 52 * SECOND, "close", 1, 3);
    List<SiteTally> tallies =
        SiteTally.of(
            testimony(List.of(closed), born(40 * SECOND, 2), born(90 * SECOND, 2), born(0, 3)));
    assertThat(tallies).extracting(each -> each.site().id()).containsExactly(2, 1);
    assertThat(tallies.get(0).alive()).isEqualTo(2);
    assertThat(tallies.get(0).ages().counts().get(LifeHistogram.classOf(60))).isEqualTo(1);
    assertThat(tallies.get(1).lives().counts().get(LifeHistogram.classOf(2))).isEqualTo(3);
  }

  @Test
  void what_ended_with_its_process_was_closed_by_nobody() {
    Life ended = new Life(9, born(50 * SECOND, 1), 52 * SECOND, "exit", 1, 1);
    assertThat(SiteTally.of(testimony(List.of(ended)))).isEmpty();
  }

  @Test
  void each_life_falls_into_the_class_that_begins_before_it() {
    for (double seconds = 2e-4; seconds < 5e7; seconds *= 1.37) {
      int index = LifeHistogram.classOf(seconds);
      assertThat(seconds)
          .isBetween(LifeHistogram.beginSeconds(index), LifeHistogram.beginSeconds(index + 1));
    }
    assertThat(LifeHistogram.classOf(0)).isZero();
    assertThat(LifeHistogram.classOf(Double.NaN)).isZero();
    assertThat(LifeHistogram.classOf(1e12)).isEqualTo(LifeHistogram.CLASSES - 1);
  }
}

package dev.seep.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the descriptors of a place in the code are counted by age and by length of life.
final class SiteTallyTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void a_span_lies_between_the_bounds_of_its_bucket() {
    for (double seconds = 3e-4; seconds < 1e8; seconds *= 1.31) {
      int bucket = SiteTally.bucketOf(seconds);
      assertThat(seconds).isGreaterThanOrEqualTo(SiteTally.fromSeconds(bucket));
      assertThat(seconds).isLessThan(SiteTally.fromSeconds(bucket + 1));
    }
  }

  @Test
  void buckets_double_from_a_millisecond_and_the_last_takes_all_that_is_longer() {
    assertThat(SiteTally.fromSeconds(0)).isZero();
    assertThat(SiteTally.fromSeconds(1)).isEqualTo(1 / 1024.0);
    assertThat(SiteTally.fromSeconds(11)).isEqualTo(1);
    assertThat(SiteTally.bucketOf(1)).isEqualTo(11);
    assertThat(SiteTally.bucketOf(1.999)).isEqualTo(11);
    assertThat(SiteTally.bucketOf(2)).isEqualTo(12);
    assertThat(SiteTally.bucketOf(1e300)).isEqualTo(SiteTally.BUCKETS - 1);
    assertThat(SiteTally.bucketOf(-1)).isZero();
    assertThat(SiteTally.bucketOf(Double.NaN)).isZero();
  }

  @Test
  void places_are_tallied_by_survivors_and_a_sampled_life_counts_for_all_it_stands_for() {
    Life closed = new Life(7, trail(50, 1), 53 * SECOND, "close", 1, 3);
    Life ended = new Life(8, trail(50, 1), 53 * SECOND, "exit", 1, 1);
    List<SiteTally> tallies =
        SiteTally.of(testimony(List.of(closed, ended), trail(40, 2), trail(90, 2), trail(0, 1)));
    assertThat(tallies).extracting(each -> each.site().id()).containsExactly(2, 1);
    assertThat(tallies.getFirst().alive()).isEqualTo(2);
    assertThat(tallies.getFirst().aliveAges().get(SiteTally.bucketOf(60))).isEqualTo(1);
    assertThat(tallies.getLast().alive()).as("born before the tracer came").isZero();
    assertThat(tallies.getLast().closed()).as("closed by code, not by the exit").isEqualTo(3);
    assertThat(tallies.getLast().closedLives().get(SiteTally.bucketOf(3))).isEqualTo(3);
  }

  @Test
  void more_buckets_than_there_are_is_a_mistake() {
    List<Integer> many = Collections.nCopies(SiteTally.BUCKETS + 1, 0);
    CallSite site = new CallSite(1, List.of(), true, "");
    assertThatThrownBy(() -> new SiteTally(site, 0, 0, many, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// @param bornAtSeconds 0 for one that was there before the tracer
  private static Trail trail(long bornAtSeconds, int site) {
    Population population = new Population("tcp", "", false);
    Birth birth = new Birth("socket", bornAtSeconds * SECOND, 1, population, site);
    return new Trail(birth, null, 0, 0, 0);
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
}

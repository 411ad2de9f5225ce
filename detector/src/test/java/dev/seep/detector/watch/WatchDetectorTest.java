package dev.seep.detector.watch;

import static dev.seep.detector.watch.Days.DAY;
import static dev.seep.detector.watch.Days.HOUR;
import static dev.seep.detector.watch.Days.leaks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the watch says of the behaviours that it exists for.
final class WatchDetectorTest {
  private static final double FOR_EVER = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void one_a_minute_is_a_leak_within_eight_hours_and_the_interval_holds_the_rate(long seed) {
    List<Change> changes =
        new Days(Tier.CLIENT, seed)
            .arrivals(0, DAY, 600, 90)
            .arrivals(0, DAY, 60, FOR_EVER)
            .until(DAY);
    Change leak = leaks(changes).get(0);
    assertThat(leak.atSeconds()).isBetween(6 * HOUR, 8 * HOUR);
    assertThat(leak.perMinuteLow()).isLessThan(1);
    assertThat(leak.perMinuteHigh()).isGreaterThan(1);
    assertThat(leak.falseAlarmProbability()).isLessThan(0.001);
    assertThat(leak.reason()).contains("is not given back");
    assertThat(leaks(changes)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sessions_however_many_are_healthy(long seed) {
    List<Change> changes =
        new Days(Tier.CLIENT, seed)
            .arrivals(0, 4 * DAY, 300, 60)
            .arrivals(0, 4 * DAY, 60, 2 * HOUR)
            .until(4 * DAY);
    assertThat(leaks(changes)).isEmpty();
  }

  @Test
  void a_pool_that_fills_and_stays_is_no_leak() {
    Days days = new Days(Tier.CLIENT, 7).arrivals(0, 4 * DAY, 300, 90);
    for (int i = 0; i < 200; i++) {
      days.open(4 * HOUR * (1 - Math.exp(-i / 60.0)), FOR_EVER);
    }
    assertThat(leaks(days.until(4 * DAY))).isEmpty();
  }

  @Test
  void a_burst_that_stays_is_no_leak() {
    Days days = new Days(Tier.CLIENT, 8).arrivals(0, 4 * DAY, 300, 90);
    days.arrivals(DAY, DAY + 600, 3_000, FOR_EVER);
    assertThat(leaks(days.until(4 * DAY))).isEmpty();
  }

  @Test
  void what_a_collector_gives_back_is_no_leak() {
    Days days = new Days(Tier.CLIENT, 9).arrivals(0, 4 * DAY, 300, 90);
    for (double at = 0; at < 4 * DAY; at += 60) {
      double collected = Math.ceil((at + 1) / (3 * HOUR)) * 3 * HOUR;
      days.open(at, collected - at);
    }
    assertThat(leaks(days.until(4 * DAY))).isEmpty();
  }

  @Test
  void a_definite_state_that_piles_up_is_a_leak_within_the_hour() {
    List<Change> changes =
        new Days(Tier.DEFINITE, 10).arrivals(0, DAY, 60, FOR_EVER).until(2 * HOUR);
    assertThat(leaks(changes).get(0).atSeconds()).isBetween(900.0, HOUR);
  }

  @Test
  void near_its_limit_a_leak_is_told_sooner_and_is_critical_within_the_last_hour() {
    List<Change> changes =
        new Days(Tier.CLIENT, 11)
            .limit(4_000)
            .arrivals(0, DAY, 600, 60)
            .arrivals(0, DAY, 1_200, FOR_EVER)
            .until(3.2 * HOUR);
    assertThat(leaks(changes).get(0).atSeconds()).isLessThan(2.5 * HOUR);
    Change critical = changes.stream().filter(Change::critical).findFirst().orElseThrow();
    assertThat(critical.limitInSeconds().orElseThrow()).isLessThan(HOUR * 1.1);
    assertThat(critical.limitInSecondsLow().orElseThrow())
        .isLessThan(critical.limitInSecondsHigh().orElseThrow());
  }

  @Test
  void a_leak_that_stops_growing_is_taken_back_with_the_reason() {
    List<Change> changes =
        new Days(Tier.CLIENT, 12)
            .arrivals(0, 3 * DAY, 600, 90)
            .arrivals(0, 8 * HOUR, 60, FOR_EVER)
            .until(3 * DAY);
    assertThat(changes.get(changes.size() - 1).verdict()).isEqualTo(WatchVerdict.HEALTHY);
    assertThat(changes.get(changes.size() - 1).reason()).contains("stopped growing");
  }

  @Test
  void thousands_that_stay_beside_siblings_closed_at_once_are_a_leak_within_two_hours() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    Days days = new Days(Tier.CLIENT, 16).arrivals(0, DAY, 600, 90);
    days.arrivals(0, DAY, 3_600, FOR_EVER);
    for (double at = 30; at < 2 * HOUR; at += 30) {
      days.until(at, detector);
      detector.operations(at, Days.GROUP, Tier.CLIENT, 2_000);
    }
    assertThat(detector.current(Days.GROUP).orElseThrow().verdict()).isEqualTo(WatchVerdict.LEAK);
  }

  @Test
  void the_present_estimate_is_of_now_and_there_is_none_of_what_is_healthy() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    Days days = new Days(Tier.CLIENT, 17).arrivals(0, 3 * DAY, 600, 90);
    days.arrivals(0, 3 * DAY, 60, FOR_EVER);
    days.until(HOUR / 6, detector);
    assertThat(detector.current(Days.GROUP)).isEmpty();
    assertThat(detector.current("unheard of")).isEmpty();
    days.until(9 * HOUR, detector);
    Change first = detector.current(Days.GROUP).orElseThrow();
    days.until(2 * DAY, detector);
    Change later = detector.current(Days.GROUP).orElseThrow();
    assertThat(later.verdict()).isEqualTo(WatchVerdict.LEAK);
    assertThat(later.leaked()).isGreaterThan(2 * first.leaked());
    assertThat(later.perMinuteHigh() - later.perMinuteLow())
        .isLessThan(first.perMinuteHigh() - first.perMinuteLow());
  }

  @Test
  void what_is_only_counted_is_judged_after_a_day() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    for (double at = 0; at < 2 * DAY; at += 30) {
      detector.level(at, "threads", Tier.CLIENT, 40 + Math.floor(6 * at / HOUR));
    }
    Change leak = leaks(detector.takeChanges()).get(0);
    assertThat(leak.atSeconds()).isBetween(DAY, DAY + 4 * HOUR);
  }

  @Test
  void a_leak_that_begins_late_is_dated_to_its_beginning() {
    Change leak =
        leaks(
                new Days(Tier.CLIENT, 13)
                    .arrivals(0, 3 * DAY, 600, 90)
                    .arrivals(DAY, 3 * DAY, 60, FOR_EVER)
                    .until(3 * DAY))
            .get(0);
    assertThat(leak.atSeconds()).isBetween(DAY + 5 * HOUR, DAY + 9 * HOUR);
    assertThat(leak.since()).isBetween(DAY - 4 * HOUR, DAY + 3 * HOUR);
    assertThat(leak.perMinuteLow()).isLessThan(1);
    assertThat(leak.perMinuteHigh()).isGreaterThan(1);
  }

  @Test
  void memory_that_grows_by_a_percent_an_hour_is_a_leak_and_a_sawtooth_is_none() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    for (double at = 0; at < 4 * DAY; at += 30) {
      double sawtooth = 1e8 * (at % HOUR) / HOUR;
      detector.level(at, "leaks", Tier.MEMORY, 1e9 * (1 + 0.01 * at / HOUR) + sawtooth);
      detector.level(at, "waves", Tier.MEMORY, 1e9 + sawtooth);
    }
    List<Change> leaks = leaks(detector.takeChanges());
    assertThat(leaks).extracting(Change::group).containsOnly("leaks");
    assertThat(leaks.get(0).perMinuteLow()).isLessThan(1e7 / 60);
    assertThat(leaks.get(0).perMinuteHigh()).isGreaterThan(1e7 / 60);
  }

  @Test
  void a_leak_stays_a_leak_over_a_restart_until_it_has_shown_otherwise() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    Days days = new Days(Tier.CLIENT, 14).arrivals(0, 8 * HOUR, 60, FOR_EVER);
    days.arrivals(0, 4 * DAY, 600, 90).restart(14 * HOUR);
    days.until(15 * HOUR, detector);
    assertThat(detector.standings())
        .extracting(WatchDetector.Standing::verdict)
        .containsExactly(WatchVerdict.LEAK);
    days.until(4 * DAY, detector);
    assertThat(detector.standings())
        .extracting(WatchDetector.Standing::verdict)
        .containsExactly(WatchVerdict.HEALTHY);
  }

  @Test
  void growth_below_the_plateau_of_before_a_restart_is_a_warm_up() {
    for (boolean knowsPlateau : new boolean[] {true, false}) {
      WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
      Days days = new Days(Tier.CLIENT, 15).arrivals(0, 4 * DAY, 600, 90);
      if (knowsPlateau) {
        days.arrivals(0, 600, 6_000, FOR_EVER);
      }
      days.restart(2 * DAY).arrivals(2 * DAY, 4 * DAY, 25, FOR_EVER);
      List<Change> changes = days.until(2 * DAY + 14 * HOUR, detector);
      assertThat(leaks(changes).isEmpty()).isEqualTo(knowsPlateau);
    }
  }

  @Test
  void time_that_goes_back_and_groups_that_change_are_refused() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    detector.opened(100, "a", Tier.CLIENT, 1);
    assertThatThrownBy(() -> detector.advance(99)).hasMessageContaining("goes back");
    assertThatThrownBy(() -> detector.advance(Double.NaN)).hasMessageContaining("goes back");
    assertThatThrownBy(() -> detector.opened(100, "a", Tier.SERVER, 2))
        .hasMessageContaining("client")
        .hasMessageContaining("server");
    assertThatThrownBy(() -> detector.level(100, "a", Tier.CLIENT, 2))
        .hasMessageContaining("two names");
    detector.closed(101, "a", 77);
    assertThat(detector.unmatchedCloses()).isEqualTo(1);
  }

  @Test
  void the_state_of_a_class_is_at_most_40_kilobytes_and_does_not_grow() {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
    detector.opened(0, "a", Tier.CLIENT, 1);
    long before = detector.stateBytes("a");
    detector.advance(10 * DAY);
    assertThat(before).isEqualTo(detector.stateBytes("a")).isBetween(10_000L, 40_960L);
  }
}

package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static dev.seep.detector.Story.usedEvery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that starts itself anew loses what it leaks, and leaks on.
class RestartTest {
  private static final int SEEDS = 40;
  private static final Population PEER = tcp("127.0.0.1:1965");

  /// One a second is left half-closed until everything ends, every `period` seconds.
  private static Story tornDownEvery(double period, long seed) {
    Story story = new Story(seed).poisson(10, -5, 120, PEER, exponential(0.1), silent());
    double phase = period * story.random.nextDouble();
    for (double from = phase - period; from < 120; from += period) {
      for (double at = from; at < from + period; at++) {
        double open = at + story.random.nextDouble();
        story.one(PEER, open, Math.max(open, from + period), after(0.1, Condition.CLOSE_WAIT));
      }
    }
    return story;
  }

  @Test
  void whatOnlyARestartClosesIsALeakAtItsTrueRate() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(tornDownEvery(40, seed).watch(120, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> {
            assertThat(each.verdict()).isInstanceOf(Verdict.Leak.class);
            assertThat(each.evidence()).isEqualTo(EvidenceKind.STATE);
            assertThat(each.rate().perMinute()).isCloseTo(60, within(6.0));
          });
    }
  }

  @Test
  void restartsThatComeTooOftenForATimerToShowAreNoProof() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(tornDownEvery(15, seed).watch(120, 0.5).assess())
          .as("seed %d", seed)
          .allMatch(each -> each.verdict().gravity() <= 2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 30, 45})
  void oneWhoClosesAllOfAStateNowAndThenIsNoRestart(double period) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = tornDownEvery(period, seed).standing(12, tcp("127.0.0.1:5432"), usedEvery(2));
      assertThat(story.watch(120, 0.5).assess())
          .as("seed %d", seed)
          .allMatch(each -> each.verdict().gravity() <= 2);
    }
  }

  @Test
  void whereATracerToldOfTheClosingsTheyAreNoRestart() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(tornDownEvery(40, seed).traced().watch(120, 0.5).assess())
          .as("seed %d", seed)
          .allMatch(each -> each.verdict().gravity() <= 2);
    }
  }

  @Test
  void whatBeganInTheMiddleGrowsAtItsPaceSinceThen() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.poisson(10, -5, 75, PEER, exponential(0.1), silent());
      story.ticking(1, 28, 75, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      assertThat(story.watch(75, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> {
            assertThat(each.verdict()).isInstanceOf(Verdict.Leak.class);
            assertThat(each.rate().perMinute()).isCloseTo(60, within(6.0));
            assertThat(each.rate().perMinuteHigh()).isLessThan(100);
          });
    }
  }

  @Test
  void whatComesByChanceFromTheBeginningHasNoOtherOnset() {
    int later = 0;
    for (long seed = 0; seed < 200; seed++) {
      Story story = new Story(seed);
      story.poisson(0.5, 0, 75, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      double rate = story.watch(75, 0.5).assess().get(0).rate().perMinute();
      later += rate > 50 ? 1 : 0;
    }
    assertThat(later).isLessThanOrEqualTo(2);
  }

  @Test
  void unixSocketsWithoutTheirOtherEndAreALeakOnceATimerWouldHaveShown() {
    Population pair = new Population("unix", "", false);
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.poisson(10, -5, 60, pair, exponential(0.05), in(Condition.UNIX_CONNECTED));
      story.poisson(2, -5, 60, pair, exponential(1), in(Condition.LONELY));
      List<Assessment> healthy = story.watch(60, 0.5).assess();
      assertThat(healthy).as("seed %d", seed).allMatch(each -> each.verdict().gravity() <= 1);
      story.ticking(1, 0, 60, pair, constant(NEVER), in(Condition.LONELY));
      assertThat(story.watch(40, 0.5).assess().get(0).verdict())
          .isInstanceOf(Verdict.Suspect.class);
      assertThat(story.watch(60, 0.5).assess().get(0).verdict()).isInstanceOf(Verdict.Leak.class);
    }
  }
}

package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.logNormal;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static dev.seep.detector.Story.uniform;
import static dev.seep.detector.Story.usedEvery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a tracer adds: the call site that opened each descriptor, and every life, however short.
class TracedTest {
  private static final int SEEDS = 60;
  private static final Population PEER = tcp("127.0.0.1:1965");
  private static final Population FILES = file("/srv/images/*.png");

  /// Leaks come by chance, so that a few hunts see too few of them at the start: nine of ten.
  @Test
  void oneLeakASecondAmongAHundredHealthyOpensIsSureBeforeHalfAMinute() {
    double[] sureAt = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(100, -5, 60, FILES, exponential(0.3), in(Condition.OPEN));
      story.at(1).poisson(1, -60, 60, FILES, constant(NEVER), in(Condition.OPEN));
      sureAt[seed] = story.surenessAt(60, 0.25);
    }
    assertThat(ninthDecile(sureAt)).isLessThan(30);
    assertThat(Arrays.stream(sureAt).max().orElseThrow()).isLessThan(46);
  }

  @Test
  void oneLeakAMinuteAmongTenOpensASecondIsSureWithinAQuarterOfAnHour() {
    for (int seed = 0; seed < 10; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(10, -5, 1_500, FILES, exponential(0.3), in(Condition.OPEN));
      story.at(1).ticking(1.0 / 60, -600, 1_500, FILES, constant(NEVER), in(Condition.OPEN));
      assertThat(story.surenessAt(1_500, 5)).as("seed %d", seed).isLessThan(1_200);
    }
  }

  @Test
  void aSiteThatLeaksEverySecondTimeIsSureBeforeHalfAMinute() {
    double[] sureAt = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(100, -5, 60, PEER, exponential(0.2), silent());
      story.at(2).poisson(1, -5, 60, PEER, exponential(0.1), silent());
      story.at(2).poisson(1, -5, 60, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      sureAt[seed] = story.surenessAt(60, 0.25);
    }
    assertThat(ninthDecile(sureAt)).isLessThan(30);
    assertThat(Arrays.stream(sureAt).max().orElseThrow()).isLessThan(50);
  }

  @Test
  void theSiteThatLeaksIsToldFromAHealthyOneWithTheSamePeer() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(10, -5, 60, PEER, exponential(0.2), after(0.1, Condition.CLOSE_WAIT));
      story.at(2).poisson(1, -30, 60, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      List<Assessment> leaks = leaks(story.watch(60, 0.25));
      assertThat(leaks).as("seed %d", seed).hasSize(1);
      assertThat(sitesOf(leaks.get(0))).as("seed %d", seed).contains(2).doesNotContain(1);
      assertThat(leaks.get(0).population()).isEqualTo(PEER);
    }
  }

  @Test
  void twoSitesThatLeakToOnePeerAreTwoFindings() {
    int bothSure = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(10, -5, 60, PEER, exponential(0.1), silent());
      story.at(2).poisson(2, 0, 60, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      story.at(3).poisson(1, 0, 60, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      HuntDetector detector = story.watch(60, 0.25);
      List<List<Integer>> grave =
          detector.assess().stream()
              .filter(each -> each.verdict().gravity() >= 2)
              .map(TracedTest::sitesOf)
              .toList();
      assertThat(grave).as("seed %d", seed).containsExactlyInAnyOrder(List.of(2), List.of(3));
      bothSure += leaks(detector).size() == 2 ? 1 : 0;
    }
    assertThat(bothSure).isGreaterThanOrEqualTo(SEEDS - 3);
  }

  @Test
  void oneLeakThroughFiftyStacksIsOneFinding() {
    for (int seed = 0; seed < 20; seed++) {
      Story story = new Story(seed).traced();
      for (int site = 1; site <= 50; site++) {
        story.at(site).poisson(0.2, -5, 60, PEER, exponential(0.1), silent());
        story.at(site).poisson(0.03, 0, 60, PEER, constant(NEVER), in(Condition.NEVER_CONNECTED));
      }
      List<Assessment> leaks = leaks(story.watch(60, 0.25));
      assertThat(leaks).as("seed %d", seed).hasSize(1);
      assertThat(leaks.get(0).sites()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void whatWasOpenBeforeIsTakenToComeFromTheOneSiteThatLeaks() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      story.at(1).poisson(10, -5, 60, PEER, exponential(0.2), silent());
      story.at(1).poisson(1, -100, 60, PEER, constant(NEVER), after(0.1, Condition.CLOSE_WAIT));
      List<Assessment> leaks = leaks(story.watch(60, 0.25));
      assertThat(leaks).as("seed %d", seed).hasSize(1);
      assertThat(leaks.get(0).backlog()).as("seed %d", seed).isGreaterThan(50);
      assertThat(sitesOf(leaks.get(0))).containsExactlyInAnyOrder(0, 1);
    }
  }

  record Healthy(String name, Consumer<Story> tale) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Healthy> healthy() {
    return List.of(
        new Healthy(
            "files held for a short while by a few",
            s -> {
              s.at(1).poisson(50, -60, 60, FILES, exponential(0.1), in(Condition.OPEN));
              s.at(1).poisson(1, -60, 60, FILES, uniform(4, 14), in(Condition.OPEN));
            }),
        new Healthy(
            "a keep-alive of 15 s on one connection in fifty",
            s -> {
              s.at(1).poisson(50, -60, 60, PEER, exponential(0.1), silent());
              s.at(1).poisson(1, -60, 60, PEER, constant(15), silent());
            }),
        new Healthy(
            "a keep-alive of 30 s on one connection in fifty",
            s -> {
              s.at(1).poisson(50, -60, 60, PEER, exponential(0.1), silent());
              s.at(1).poisson(1, -60, 60, PEER, constant(30), silent());
            }),
        new Healthy(
            "a timer that closes what the peer has closed, after 20 s",
            s -> {
              s.at(1).poisson(20, -60, 60, PEER, exponential(0.1), silent());
              s.at(2).poisson(1, -60, 60, PEER, constant(20), after(0.5, Condition.CLOSE_WAIT));
            }),
        new Healthy(
            "lives of a heavy tail",
            s -> s.at(1).poisson(20, -300, 60, FILES, logNormal(0.05, 2), in(Condition.OPEN))),
        new Healthy(
            "a pool that fills and stops",
            s -> {
              s.at(1).poisson(10, -5, 60, PEER, exponential(0.1), silent());
              s.at(2).ticking(2, 0, 10, PEER, constant(NEVER), usedEvery(1));
            }),
        new Healthy(
            "a burst that decays slowly",
            s -> {
              s.at(1).poisson(5, -60, 60, FILES, exponential(0.2), in(Condition.OPEN));
              s.at(1).poisson(10, 0, 8, FILES, exponential(20), in(Condition.OPEN));
            }));
  }

  @ParameterizedTest
  @MethodSource("healthy")
  void noHealthyProcessIsCalledALeakHoweverOftenItIsAsked(Healthy family) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).traced();
      family.tale().accept(story);
      HuntDetector detector = new HuntDetector();
      for (double at = 0; at <= 60; at += 0.5) {
        detector.add(story.at(at));
        assertThat(detector.sure()).as("seed %d at %f s", seed, at).isFalse();
      }
      assertThat(leaks(detector)).as("seed %d", seed).isEmpty();
    }
  }

  private static List<Assessment> leaks(HuntDetector detector) {
    return detector.assess().stream()
        .filter(each -> each.verdict() instanceof Verdict.Leak)
        .toList();
  }

  private static double ninthDecile(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length * 9 / 10];
  }

  private static List<Integer> sitesOf(Assessment assessment) {
    return assessment.sites().stream().map(Assessment.SiteShare::site).toList();
  }
}

package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.tcp;
import static dev.seep.detector.Story.usedEvery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Verdict;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is forgotten and closed by a collector now and then, and what only looks like it.
class SweptTest {
  private static final int SEEDS = 40;
  private static final Population FILES = file("/srv/inbox/*.order");

  /// Opened, read at once, and not used again.
  private static Story.Behaviour forgotten() {
    return (key, population, age) -> new Sighting(key, population, Condition.OPEN, age, age);
  }

  /// Read or written every `period` seconds.
  private static Story.Behaviour kept(double period) {
    return (key, population, age) ->
        new Sighting(key, population, Condition.OPEN, age % period, age);
  }

  private static Story orders(long seed) {
    Story story = new Story(seed).traced().at(1);
    return story.poisson(10, -5, 120, FILES, exponential(0.02), forgotten());
  }

  /// `perSecond` come, and stay until the next sweep.
  private static void swept(
      Story story, double period, double perSecond, Population place, Story.Behaviour how) {
    double phase = period * story.random.nextDouble();
    for (double from = phase - period; from < 120; from += period) {
      double to = from + period;
      for (double at = from; at < to; at += exponential(1 / perSecond).draw(story.random)) {
        story.one(place, at, to, how);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {14, 18, 25, 35})
  void whatACollectorClosesNowAndThenIsBoundedByRateTimesItsInterval(double period) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = orders(seed);
      swept(story, period, 1, FILES, forgotten());
      assertThat(story.watch(120, 0.25).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> {
            assertThat(each.evidence()).isEqualTo(EvidenceKind.SWEPT);
            assertThat(each.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(each.holdSeconds()).isCloseTo(period, within(1.0));
            assertThat((double) each.ceiling()).isCloseTo(period, within(0.4 * period));
          });
    }
  }

  @Test
  void deadConnectionsThatAReaperClosesNowAndThenAreBoundedToo() {
    Population peer = tcp("127.0.0.1:1965");
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed).standing(12, tcp("127.0.0.1:5432"), usedEvery(2));
      swept(story, 30, 1, peer, after(0.1, Condition.CLOSE_WAIT));
      assertThat(story.watch(120, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> {
            assertThat(each.evidence()).isEqualTo(EvidenceKind.SWEPT);
            assertThat(each.holdSeconds()).isCloseTo(30, within(1.0));
          });
    }
  }

  @Test
  void whatTheCollectorDoesNotFindIsStillALeak() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = orders(seed);
      swept(story, 18, 1, FILES, forgotten());
      story.at(2).poisson(10, -5, 120, FILES, exponential(0.02), forgotten());
      story.at(2).ticking(1, 0, 120, FILES, constant(NEVER), forgotten());
      assertThat(story.watch(120, 0.25).assess())
          .as("seed %d", seed)
          .anyMatch(each -> each.verdict() instanceof Verdict.Leak);
    }
  }

  record Kept(String name, Consumer<Story> tale) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Kept> kept() {
    return List.of(
        new Kept("tables in use until the checkpoint", s -> swept(s, 18, 1, FILES, kept(2))),
        new Kept(
            "logs that are rotated together, each of them being kept",
            s -> swept(s.at(2), 30, 1, file("/var/log/app/*.log"), forgotten())),
        new Kept(
            "a batch that opens its files at once and closes them at once",
            s -> {
              for (int batch = 0; batch < 7; batch++) {
                for (int i = 0; i < 15; i++) {
                  s.one(FILES, 17 * batch + 0.01 * i, 17 * batch + 15 + 0.01 * i, forgotten());
                }
              }
            }),
        new Kept(
            "files held for 15 s by a timer",
            s -> s.poisson(1, -60, 120, FILES, constant(15), forgotten())),
        new Kept(
            "the oldest half of a cache, thrown out at once",
            s -> {
              for (int i = -100; i < 120; i++) {
                s.one(FILES, i, 20 * Math.floorDiv(i, 20) + 40, forgotten());
              }
            }),
        new Kept(
            "an idle timeout that is looked at every 5 s",
            s -> {
              for (int i = -60; i < 120; i++) {
                s.one(FILES, i, 5 * Math.ceil((i + 15) / 5.0), forgotten());
              }
            }),
        new Kept(
            "silent connections that a pool closes together",
            s -> {
              Population peer = tcp("10.0.0.4:80");
              s.at(3).poisson(10, -5, 120, peer, exponential(0.05), Story.silent());
              swept(s, 20, 1, peer, Story.silent());
            }));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void whatIsKeptForAReasonIsNotSuspected(Kept family) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = orders(seed);
      family.tale().accept(story);
      assertThat(story.watch(120, 0.25).assess())
          .as("seed %d", seed)
          .allMatch(each -> each.verdict().gravity() <= 1);
    }
  }
}

package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is held by a timer is no leak, and no hunt may stop before the timer could show itself.
class HeldAndSureTest {
  private static final int SEEDS = 50;

  private static Story timer(long seed, double since, double hold) {
    return new Story(seed)
        .ticking(
            1, since, 120, tcp("127.0.0.1:1965"), constant(hold), after(0.1, Condition.CLOSE_WAIT));
  }

  @ParameterizedTest
  @CsvSource({"0, 20", "-5, 20", "-200, 20", "0, 30", "-300, 30", "0, 45", "-300, 45"})
  void whatATimerHoldsIsBoundedByRateTimesHold(double since, double hold) {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Assessment> assessments = timer(seed, since, hold).watch(60, 0.5).assess();
      assertThat(assessments)
          .as("seed %d", seed)
          .hasSize(1)
          .first()
          .satisfies(held -> {
            assertThat(held.evidence()).isEqualTo(EvidenceKind.HELD);
            assertThat(held.verdict()).isInstanceOf(Verdict.Suspect.class);
            assertThat(held.holdSeconds()).isCloseTo(hold, within(0.12 * hold));
            assertThat((double) held.ceiling()).isCloseTo(hold, within(0.2 * hold));
          });
    }
  }

  @Test
  void aHoldLongerThanTheWatchIsToldFromTheTurnover() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(timer(seed, -400, 90).watch(60, 0.5).assess())
          .as("seed %d", seed)
          .hasSize(1)
          .first()
          .satisfies(held -> {
            assertThat(held.evidence()).isEqualTo(EvidenceKind.HELD);
            assertThat(held.holdSeconds()).isCloseTo(90, within(20.0));
          });
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -10, -200})
  void theHuntIsNeverSureOfALeakWhereATimerHolds(double since) {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(timer(seed, since, 20).surenessAt(60, 1)).as("seed %d", seed).isEqualTo(60);
    }
  }

  @Test
  void theHuntIsSureOfSocketsThatWereNeverConnectedAfterHalfAMinute() {
    Story story =
        new Story(1).ticking(1, -60, 60, tcp(""), constant(NEVER), in(Condition.NEVER_CONNECTED));
    assertThat(story.surenessAt(60, 1)).isBetween(30.0, 35.0);
  }

  @Test
  void theHuntIsNotSureOfCloseWaitBeforeThreeQuartersOfAMinute() {
    Story story =
        new Story(1)
            .ticking(1, 0, 60, tcp("10.0.0.1:80"), constant(NEVER), after(0, Condition.CLOSE_WAIT));
    assertThat(story.surenessAt(60, 1)).isBetween(45.0, 50.0);
  }

  @Test
  void aLookOfHalfAMinuteAtCloseWaitIsNoProofAgainstATimer() {
    Story story =
        new Story(1)
            .ticking(1, 0, 60, tcp("10.0.0.1:80"), constant(NEVER), after(0, Condition.CLOSE_WAIT));
    assertThat(story.watch(35, 1).assess())
        .singleElement()
        .satisfies(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Suspect.class));
  }

  @Test
  void theHuntGoesOnWhileSomethingElseGrowsUndecided() {
    Story story =
        new Story(1)
            .ticking(1, -60, 60, tcp(""), constant(NEVER), in(Condition.NEVER_CONNECTED))
            .ticking(1, 0, 60, Story.file("/srv/*.png"), constant(NEVER), in(Condition.OPEN));
    assertThat(story.surenessAt(60, 1)).isEqualTo(60);
  }

  @Test
  void aShortLookAtASlowLeakSaysHowMuchLongerToLook() {
    Story story =
        new Story(3)
            .ticking(
                0.08, 0, 60, tcp("10.0.0.1:80"), constant(NEVER), after(0, Condition.CLOSE_WAIT));
    assertThat(story.watch(60, 1).assess())
        .hasSize(1)
        .first()
        .satisfies(each -> {
          assertThat(each.evidence()).isEqualTo(EvidenceKind.TOO_FEW);
          assertThat(((Verdict.Unknown) each.verdict()).needed()).isPositive();
        });
  }

  @Test
  void tenSecondsAreTooShortToTellAnything() {
    Story story = new Story(3).ticking(1, 0, 60, tcp("10.0.0.1:80"), constant(NEVER), silent());
    assertThat(story.watch(10, 1).assess())
        .isNotEmpty()
        .allMatch(each -> each.verdict() instanceof Verdict.Unknown);
  }

  @Test
  void aBacklogThatIsSlowlyAddedToIsSuspect() {
    Story story =
        new Story(5)
            .standing(700, tcp(""), in(Condition.NEVER_CONNECTED))
            .ticking(0.08, 0, 60, tcp(""), constant(NEVER), in(Condition.NEVER_CONNECTED));
    assertThat(story.watch(60, 1).assess())
        .first()
        .satisfies(each -> {
          assertThat(each.verdict()).isInstanceOf(Verdict.Suspect.class);
          assertThat(each.backlog()).isEqualTo(700);
        });
  }

  @Test
  void usersThatGrowAndTalkAreLoad() {
    Story story =
        new Story(5)
            .poisson(1, 0, 60, Story.accepted("*:9000"), constant(NEVER), Story.usedEvery(4));
    assertThat(story.watch(60, 0.5).assess())
        .hasSize(1)
        .first()
        .satisfies(each -> assertThat(each.evidence()).isEqualTo(EvidenceKind.LOAD));
  }

  /// Resolver's sockets that nobody closes, beside siblings that are closed at once.
  private static Story resolverSockets(long seed, double since) {
    Population resolver = new Population("udp", "127.0.0.53:53", false);
    return new Story(seed)
        .poisson(10, -5, 120, resolver, exponential(0.5), in(Condition.DATAGRAM))
        .ticking(1, since, 120, resolver, constant(NEVER), in(Condition.DATAGRAM));
  }

  @Test
  void aGapIsNoProofBeforeATimerOfAMinuteWouldHaveShown() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = resolverSockets(seed, 0);
      assertThat(story.watch(60, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Suspect.class));
      assertThat(story.watch(90, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Leak.class));
    }
  }

  @Test
  void aGapIsProofWhereTheyHavePiledUpForLongerThanAnyTimer() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(resolverSockets(seed, -60).watch(60, 0.5).assess())
          .as("seed %d", seed)
          .singleElement()
          .satisfies(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Leak.class));
    }
  }
}

package dev.seep.detector;

import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chance of a false alarm under looks that stop as soon as one shows what they hope for.
class SurvivalTest {
  private static final int HUNTS = 200;

  /// Lives whose survival curve is just the straight line that the hypothesis carries on: `S(x) =
  /// (x / 0.1 s)^-alpha`, from a cold start, where nothing that was there before warns.
  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.7, 1, 1.5})
  void theChanceHoldsForHuntsThatStopAtTheFirstLookThatShowsIt(double alpha) {
    int alarms = 0;
    for (long seed = 0; seed < HUNTS; seed++) {
      alarms += lowest(seed, alpha) <= 0.1 ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(HUNTS / 10);
  }

  private static double lowest(long seed, double alpha) {
    Story story = new Story(seed).traced();
    double perSecond = seed % 2 == 0 ? 5 : 30;
    Story.Span life = random -> 0.1 * Math.pow(1 - random.nextDouble(), -1 / alpha);
    story.at(1).poisson(perSecond, 0, 60, file("/srv/*.png"), life, in(Condition.OPEN));
    Ledger ledger = new Ledger();
    double lowest = 1;
    for (double at = 0; at <= 60; at += 0.5) {
      ledger.add(story.at(at));
      if (at % 1 == 0) {
        lowest = Math.min(lowest, chance(ledger));
      }
    }
    return lowest;
  }

  private static double chance(Ledger ledger) {
    double lowest = 1;
    for (Cell cell : ledger.cells()) {
      if (cell.key.site() != 0 && cell.siblings.lives.total() >= Floor.LEAST) {
        Crowd crowd = new Crowd(cell.key.population(), cell.key.condition(), cell.siblings);
        crowd.add(cell);
        Exhibit exhibit = Exhibit.of(crowd, ledger.seconds(), ledger.epochSeconds(), 1);
        lowest = Math.min(lowest, Survival.of(exhibit).falseAlarm());
      }
    }
    return lowest;
  }
}

package dev.seep.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.score.CaseRun;
import dev.seep.score.Outcome;
import dev.seep.score.QuickSubset;
import dev.seep.score.Score;
import dev.seep.score.ScoreRun;
import dev.seep.score.ScoreSource;
import dev.seep.score.Scorer;
import dev.seep.score.Trial;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The bar, on a few cases of the casebook: each planted leak, and its healthy twin under the same
/// load, hunted through both sources and graded as `seep score` grades them all.
class StoriesTest {
  /// So many plants and hunters at a time as two processors can serve without starving any.
  private static final int AT_A_TIME = 24;

  /// No hunt is sure before it has looked for so long.
  private static final double SHORTEST_HUNT_SECONDS = 15;

  @TestFactory
  Stream<DynamicTest> eachLeakIsNamedAndNoTwinIsAccused() throws Exception {
    List<Case> cases = QuickSubset.of(Casebook.all());
    List<Trial> trials = Scorer.trials(cases, List.of(ScoreSource.values()), true);
    try (ScoreRun run = new ScoreRun(Casebook.buildFolder(), AT_A_TIME, 1, () -> false)) {
      Score score = run.score(trials, Clock.systemUTC(), new Log());
      return score.runs().stream()
          .map(each -> dynamicTest(each.trial().title(), () -> judge(each)));
    }
  }

  private static void judge(CaseRun run) {
    switch (run.outcome()) {
      case Outcome.NotRun(String why) -> Assumptions.abort("not run: " + why);
      case Outcome.Ran(var grade, var measures) -> {
        assertThat(grade.misses()).isEmpty();
        assertThat(measures.watchedSeconds()).isGreaterThanOrEqualTo(SHORTEST_HUNT_SECONDS);
      }
    }
  }

  /// What came of each, for whoever reads the log of a build that failed.
  private static final class Log implements Scorer.Listener {
    @Override
    public void built(Case last, Build build, int done, int all) {
      System.out.println(last.name() + ": " + build);
    }

    @Override
    public void finished(CaseRun run, int done, int all) {
      System.out.println(run.trial().title() + ": " + run.outcome());
    }
  }
}

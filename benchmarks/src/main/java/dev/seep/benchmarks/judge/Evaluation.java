package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeFamily;
import dev.seep.testkit.lifetimes.LifetimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// Has every contender judge the same runs.
record Evaluation(
    List<LifetimeFamily> families, List<Contender> contenders, Seeds seeds, int threads) {

  /// Seeds from the first to the last, both included.
  record Seeds(long first, long last) {
    /// From here on they are kept for final runs, so that no threshold is ever chosen by them.
    static final long FINAL = 100_000;

    Seeds {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "seeds are FROM..TO with 1 <= FROM <= TO, not " + first + ".." + last);
      }
    }

    boolean areFinal() {
      return first >= FINAL;
    }

    @Override
    public String toString() {
      return first + ".." + last;
    }
  }

  /// One score for each family and contender, in their order.
  List<Score> run() throws InterruptedException, ExecutionException {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<List<Outcome>>> games = new ArrayList<>();
      for (LifetimeFamily family : families) {
        LongStream.rangeClosed(seeds.first(), seeds.last())
            .forEach(seed -> games.add(executor.submit(() -> game(family, seed))));
      }
      for (Future<List<Outcome>> game : games) {
        outcomes.addAll(game.get());
      }
    }
    return scores(outcomes);
  }

  private List<Outcome> game(LifetimeFamily family, long seed) {
    LifetimeSeries run = family.run(seed);
    List<Outcome> outcomes = new ArrayList<>();
    for (Contender contender : contenders) {
      long from = System.nanoTime();
      Ruling ruling = contender.judge(run);
      long nanos = System.nanoTime() - from;
      outcomes.add(
          new Outcome(family, seed, contender.name(), run.days(), run.truth(), ruling, nanos));
    }
    return outcomes;
  }

  private List<Score> scores(List<Outcome> outcomes) {
    List<Score> scores = new ArrayList<>();
    for (LifetimeFamily family : families) {
      for (Contender contender : contenders) {
        List<Outcome> own =
            outcomes.stream()
                .filter(o -> o.family().equals(family) && o.contender().equals(contender.name()))
                .toList();
        scores.add(new Score(family, contender.name(), own));
      }
    }
    return scores;
  }
}

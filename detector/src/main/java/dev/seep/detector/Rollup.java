package dev.seep.detector;

import dev.seep.evidence.Population;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Chooses at which level to speak: of one peer, of all peers of a host, of a port, of all. The
/// most specific level wins at which at most [#MOST_FINDINGS] crowds explain [#ENOUGH] of the
/// growth, so that 500 peers with one leaked connection each are one finding, and no descriptor is
/// in two.
final class Rollup {
  private static final int MOST_FINDINGS = 3;
  private static final double ENOUGH = 0.8;

  /// Sooner is graver: what one rule has found the later ones need not look at.
  private static final List<Rule> RULES =
      List.of(
          new HeldRule(),
          new StateRule(),
          new GapRule(),
          new GrowthRule(),
          new BacklogRule(),
          new LoadRule(),
          new WarmingUpRule(),
          new TooFewRule());

  /// An assessment and how much of the growth it explains.
  record Judged(Assessment assessment, Exhibit exhibit, double explains) {}

  private final double now;
  private final double epochSeconds;

  Rollup(double now, double epochSeconds) {
    this.now = now;
    this.epochSeconds = epochSeconds;
  }

  List<Judged> judge(Collection<Cell> cells) {
    Map<Cell.Key, List<Cell>> families = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Population population = cell.key.population();
      String shape = Places.arePaths(population) ? "/" : "";
      Population any = new Population(population.kind(), shape, population.incoming());
      families
          .computeIfAbsent(new Cell.Key(any, cell.key.condition()), unused -> new ArrayList<>())
          .add(cell);
    }
    List<Judged> judged = new ArrayList<>();
    for (Map.Entry<Cell.Key, List<Cell>> family : families.entrySet()) {
      if (moves(family.getValue())) {
        judged.addAll(judgeFamily(family.getKey(), family.getValue(), cells.size()));
      }
    }
    return judged;
  }

  private static boolean moves(List<Cell> cells) {
    return cells.stream().anyMatch(cell -> cell.entered > 0);
  }

  private List<Judged> judgeFamily(Cell.Key family, List<Cell> cells, int crowds) {
    boolean paths = !family.population().place().isEmpty();
    List<List<Judged>> levels = new ArrayList<>();
    List<Judged> best = List.of();
    int gravity = -1;
    for (UnaryOperator<String> view : Places.views(paths)) {
      Level level = level(family, cells, view, crowds);
      if (level.gravity() > gravity || (level.gravity() == gravity && level.betterThan(best))) {
        best = level.gravest();
        gravity = level.gravity();
      }
      if (level.suffices()) {
        levels.add(level.gravest());
      }
    }
    int most = gravity;
    return levels.stream().filter(level -> gravity(level) == most).findFirst().orElse(best);
  }

  private static int gravity(List<Judged> level) {
    return level.stream().mapToInt(each -> each.assessment().verdict().gravity()).max().orElse(-1);
  }

  private Level level(Cell.Key family, List<Cell> cells, UnaryOperator<String> view, int crowds) {
    Map<String, Crowd> byPlace = new LinkedHashMap<>();
    for (Cell cell : cells) {
      String place = view.apply(cell.key.population().place());
      byPlace.computeIfAbsent(place, unused -> crowd(family, place)).add(cell);
    }
    double growth = 0;
    List<Judged> judged = new ArrayList<>();
    for (Crowd crowd : byPlace.values()) {
      Exhibit exhibit = Exhibit.of(crowd, now, epochSeconds, crowds);
      Assessment assessment = first(exhibit);
      double explains = explains(exhibit, assessment);
      growth += explains;
      if (assessment != null) {
        judged.add(new Judged(assessment, exhibit, explains));
      }
    }
    return new Level(judged, growth);
  }

  private static Crowd crowd(Cell.Key family, String place) {
    Population population =
        new Population(family.population().kind(), place, family.population().incoming());
    return new Crowd(population, family.condition());
  }

  private static @Nullable Assessment first(Exhibit exhibit) {
    for (Rule rule : RULES) {
      Assessment assessment = rule.judge(exhibit);
      if (assessment != null) {
        return assessment;
      }
    }
    return null;
  }

  private static double explains(Exhibit exhibit, @Nullable Assessment assessment) {
    if (assessment == null) {
      return Math.max(0, exhibit.floor().net());
    }
    return switch (assessment.evidence()) {
      case HELD -> exhibit.floor().arrived();
      case LOAD -> exhibit.crowd().gained();
      case STATE, GAP, GROWTH, BACKLOG, WARMING_UP, TOO_FEW -> Math.max(1, exhibit.floor().net());
    };
  }

  /// The crowds of one level.
  private record Level(List<Judged> judged, double growth) {

    int gravity() {
      return Rollup.gravity(judged);
    }

    /// Those that are told: all suspects and leaks; otherwise those of the gravest verdict.
    List<Judged> gravest() {
      int least = Math.min(2, gravity());
      return judged.stream()
          .filter(each -> each.assessment().verdict().gravity() >= least)
          .toList();
    }

    boolean suffices() {
      List<Judged> told = gravest();
      return !told.isEmpty() && told.size() <= MOST_FINDINGS && sum(told) >= ENOUGH * growth;
    }

    boolean betterThan(List<Judged> other) {
      return sum(gravest()) > sum(other);
    }

    private static double sum(List<Judged> some) {
      return some.stream().mapToDouble(Judged::explains).sum();
    }
  }
}

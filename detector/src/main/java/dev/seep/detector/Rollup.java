package dev.seep.detector;

import dev.seep.evidence.Population;
import dev.seep.evidence.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Chooses at which level to speak: of one peer, of all peers of a host, of a port, of all. The
/// most specific level wins at which at most [#MOST_FINDINGS] crowds explain [#ENOUGH] of the
/// growth, so that 500 peers with one leaked connection each are one finding, and no descriptor is
/// in two.
final class Rollup {
  private static final int NOT_KNOWN = 0;
  private static final int MOST_FINDINGS = 3;
  private static final double ENOUGH = 0.8;

  /// Sooner is graver: what one rule has found the later ones need not look at.
  private static final List<Rule> RULES =
      List.of(
          new HeldRule(),
          new SweptRule(),
          new StateRule(),
          new SurvivalRule(),
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
          .computeIfAbsent(Cell.Key.of(any, cell.key.condition()), unused -> new ArrayList<>())
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

  /// By the sites that opened them where that explains the growth, else whoever opened them.
  private List<Judged> judgeFamily(Cell.Key family, List<Cell> cells, int crowds) {
    List<Judged> all = judge(new Group(family, cells, null, crowds));
    List<Judged> bySite = bySite(family, cells, crowds, gravity(all) >= 2);
    return !bySite.isEmpty() && gravity(bySite) >= gravity(all) ? bySite : all;
  }

  /// The few sites whose descriptors grow and stay; none when they are many or explain too little.
  ///
  /// @param otherwiseTold whether something is said even if the sites are passed over. If not, a
  ///   leak at a site is told also where other sites, at which nothing is wrong, gained more
  private List<Judged> bySite(
      Cell.Key family, List<Cell> cells, int crowds, boolean otherwiseTold) {
    Map<Integer, List<Cell>> sites = new TreeMap<>();
    cells.forEach(
        cell -> sites.computeIfAbsent(cell.key.site(), unused -> new ArrayList<>()).add(cell));
    List<Cell> unattributed = sites.getOrDefault(NOT_KNOWN, List.of());
    sites.remove(NOT_KNOWN);
    List<Group> grave = new ArrayList<>();
    List<Judged> judged = new ArrayList<>();
    double growth = 0;
    for (List<Cell> site : sites.values()) {
      Group group = new Group(family, site, site.get(0).siblings, crowds);
      growth += growth(group);
      List<Judged> alone = moves(site) ? judge(group) : List.of();
      if (gravity(alone) >= 2) {
        grave.add(group);
        judged.addAll(alone);
      }
    }
    if (grave.isEmpty() || grave.size() > MOST_FINDINGS) {
      return List.of();
    }
    if (grave.size() == 1) {
      judged = withUnattributed(grave.get(0), judged, unattributed);
    }
    double explained = judged.stream().mapToDouble(Judged::explains).sum();
    if (explained >= ENOUGH * growth) {
      return judged;
    }
    return otherwiseTold ? List.of() : judged.stream().filter(Rollup::isLeak).toList();
  }

  private static boolean isLeak(Judged judged) {
    return judged.assessment().verdict() instanceof Verdict.Leak;
  }

  /// What was open before anybody traced, and what nobody saw open, is taken to come from the one
  /// site that leaks when it is alike in kind, place and condition. In a state that no healthy
  /// descriptor stays in, what these do counts against the leak as well: where they are closed in
  /// the end, those of the site will be.
  private List<Judged> withUnattributed(Group site, List<Judged> alone, List<Cell> unattributed) {
    Set<Population> populations = new HashSet<>();
    site.cells().forEach(cell -> populations.add(cell.key.population()));
    List<Cell> both = new ArrayList<>(site.cells());
    unattributed.stream()
        .filter(cell -> populations.contains(cell.key.population()))
        .forEach(both::add);
    List<Judged> together = judge(new Group(site.family(), both, site.siblings(), site.crowds()));
    boolean definite = site.family().isDefinite() && !together.isEmpty();
    return definite || gravity(together) >= gravity(alone) ? together : alone;
  }

  private double growth(Group group) {
    Crowd crowd = group.crowd("");
    group.cells().forEach(crowd::add);
    return Math.max(0, Floor.of(crowd, now, epochSeconds).net());
  }

  /// Cells that are judged together.
  ///
  /// @param siblings what was seen of the one site they come from; null for cells of any site
  private record Group(Cell.Key family, List<Cell> cells, Cell.@Nullable Kin siblings, int crowds) {

    Crowd crowd(String place) {
      Population population =
          new Population(family.population().kind(), place, family.population().incoming());
      return siblings == null
          ? new Crowd(population, family.condition())
          : new Crowd(population, family.condition(), siblings);
    }
  }

  private static boolean moves(List<Cell> cells) {
    return cells.stream().anyMatch(cell -> cell.entered > 0);
  }

  private List<Judged> judge(Group group) {
    boolean paths = !group.family().population().place().isEmpty();
    List<List<Judged>> levels = new ArrayList<>();
    List<Judged> best = List.of();
    int gravity = -1;
    for (UnaryOperator<String> view : Places.views(paths)) {
      Level level = level(group, view);
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

  private Level level(Group group, UnaryOperator<String> view) {
    Map<String, Crowd> byPlace = new LinkedHashMap<>();
    for (Cell cell : group.cells()) {
      String place = view.apply(cell.key.population().place());
      byPlace.computeIfAbsent(place, unused -> group.crowd(place)).add(cell);
    }
    double growth = 0;
    List<Judged> judged = new ArrayList<>();
    for (Crowd crowd : byPlace.values()) {
      Exhibit exhibit = Exhibit.of(crowd, now, epochSeconds, group.crowds());
      Assessment assessment = first(exhibit);
      double explains = explains(exhibit, assessment);
      growth += explains;
      if (assessment != null) {
        judged.add(new Judged(assessment, exhibit, explains));
      }
    }
    return new Level(judged, growth);
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
      case HELD, SWEPT -> Math.max(1, exhibit.floor().arrived());
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

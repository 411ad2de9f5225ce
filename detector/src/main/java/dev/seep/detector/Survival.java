package dev.seep.detector;

import java.util.Arrays;

/// How far those that stay contradict the lives of their closed siblings, as evidence that may be
/// looked at again and again.
///
/// **The hypothesis to refute**: those that reach an age `a` go on closing, at no less than the
/// pace at which the siblings' survival fell from their median `m` to `a`. That curve, carried on
/// as a straight line in log-log scale, is the slowest fall that still fits them: `S(x) ∝ x^-α`, `α
/// = ln(½ / S(a)) / ln(a / m)`, with `S(a)` taken at its upper limit, of those opened long enough
/// ago to have reached it. One of age `x` is then closed with intensity `α / x`.
///
/// **The evidence**: against it stands that they close at no more than `ε` of that pace. The
/// likelihood ratio of two counting processes (P. Brémaud, Point Processes and Queues, 1981, VI.2)
/// after `N` closings is `E = ε^N · exp((1 - ε) Λ)`, where `Λ = Σ α ln(x / a)` sums the intensities
/// of all. Under the hypothesis it is a supermartingale that starts at 1, so whenever one stops to
/// look, `P(sup E ≥ 1/p) ≤ p` (J. Ville, Étude critique de la notion de collectif, 1939; it is the
/// e-process of A. Ramdas and others, Statistical Science 38, 2023). So `1/E` is a chance of a
/// false alarm that holds at every look at once, and a hunt may stop as soon as it is small.
///
/// Which `a` tells best is not known beforehand: [#AGES] of them are tried, and their mean, the
/// first weighing most, is again such an `E`. What is not counted only lowers it: the time in which
/// a member was in use, and the time that those waited which did close.
///
/// @param age the age that tells most among those after which hardly any is closed
/// @param stayed of those that reached it, how many are still here, unused
/// @param left how many were closed after they had reached it
/// @param falseAlarm `1/E`, at most 1
record Survival(double age, long stayed, long left, double falseAlarm) {
  private static final int AGES = 12;
  private static final double NEXT_AGE = Math.sqrt(2);

  /// Weight of the first age; each further one has three quarters of the one before, so that their
  /// sum stays below 1.
  private static final double FIRST_WEIGHT = 0.25;

  private static final double LEAST_AGE = 4;
  private static final double TIMES_MEDIAN = 10;
  private static final double SHORTEST_MEDIAN = 0.05;
  private static final double STEEPEST = 3;
  private static final double MOST_THAT_REACH_IT = 0.25;
  private static final double MOST_THAT_LEAVE = 0.02;

  /// Those that leak are closed at this share of their siblings' pace, or less.
  private static final double RESIDUAL = 0.05;

  private record Stayer(double age, double idleFrom) {}

  static Survival of(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    Stayer[] stayers =
        crowd.members.stream()
            .filter(member -> !member.backlogOfCell && !member.isUsed(exhibit.now()))
            .map(member -> new Stayer(member.ageInCell(exhibit.now()), member.idleFromAge()))
            .toArray(Stayer[]::new);
    double median = Math.max(SHORTEST_MEDIAN, crowd.lives.median(0));
    double age = Math.max(LEAST_AGE, TIMES_MEDIAN * median);
    Survival best = new Survival(age, 0, 1, 1);
    double highest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double weight = FIRST_WEIGHT;
    for (int i = 0; i < AGES; i++, age *= NEXT_AGE) {
      long left = left(exhibit, age);
      double from = age;
      long stayed = Arrays.stream(stayers).filter(each -> each.age() >= from).count();
      double opened = crowd.opened * Math.max(0, 1 - age / exhibit.now());
      double log = logEvidence(opened, stayers, age, median, stayed, left);
      sum += Math.exp(Math.min(600, log)) * weight;
      weight *= 1 - FIRST_WEIGHT;
      Survival here = new Survival(age, stayed, left, 1);
      if (here.retains() && log > highest) {
        highest = log;
        best = here;
      }
    }
    return new Survival(best.age, best.stayed, best.left, Math.min(1, 1 / sum));
  }

  /// Whether enough reached the age, and hardly any was closed since.
  boolean retains() {
    return stayed >= Floor.LEAST && left <= MOST_THAT_LEAVE * (stayed + left);
  }

  private static double logEvidence(
      double opened, Stayer[] stayers, double age, double median, long stayed, long left) {
    double reached = stayed + left;
    double share = (reached + Math.sqrt(reached) + 1) / Math.max(1, opened);
    if (share > MOST_THAT_REACH_IT) {
      return 0;
    }
    double slope = Math.min(STEEPEST, Math.log(0.5 / share) / Math.log(age / median));
    double intensity = 0;
    for (Stayer each : stayers) {
      intensity += Math.log(Math.max(1, each.age() / Math.max(age, each.idleFrom())));
    }
    return left * Math.log(RESIDUAL) + (1 - RESIDUAL) * slope * intensity;
  }

  private static long left(Exhibit exhibit, double age) {
    Crowd crowd = exhibit.crowd();
    return Math.max(crowd.idleStays.atLeast(age), crowd.lives.atLeast(age))
        + crowd.backlogLeft.sumFrom((int) (age / exhibit.epochSeconds()));
  }
}

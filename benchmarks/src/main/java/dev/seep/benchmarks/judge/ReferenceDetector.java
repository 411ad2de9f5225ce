package dev.seep.benchmarks.judge;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import dev.seep.testkit.lifetimes.LifetimeSeries;
import dev.seep.testkit.lifetimes.LifetimeTier;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// The detector as it was first designed, in batch over a whole run: the floor that the shipped one
/// has to beat, family by family. It is kept as it was, weaknesses included; only levels and
/// restarts are added, as its description says and its code did not: a level's floor is its sliding
/// minimum, and a restart forgets everything.
///
/// For each age and epoch length, the epochs in which the floor of members at least that old sets a
/// record are weighed against growth that slows down ([ReferenceStarts]); what passes is a leak
/// only if it is large, retained, even and old enough.
final class ReferenceDetector implements Contender {
  static final String NAME = "reference";

  private static final double[] AGES = {120, 480, 1_920, 7_680, 30_720, 122_880};
  private static final double BOUND = 11.5;
  private static final double WATCHED = 7;
  private static final double FEWEST = 8;
  private static final int DAY = 86_400;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Ruling judge(LifetimeSeries run) {
    int from = 0;
    int end = run.bins() * BIN_SECONDS;
    Ruling first = Ruling.NOTHING;
    for (int i = 0; i <= run.restarts().length && first.leakAt().isEmpty(); i++) {
      int to = i < run.restarts().length ? run.restarts()[i] / BIN_SECONDS * BIN_SECONDS : end;
      Ruling life = life(run, new ReferenceFloor(run, from, to)).later(from);
      OptionalLong critical =
          first.criticalAt().isPresent() ? first.criticalAt() : life.criticalAt();
      first = new Ruling(life.leakAt(), critical, false, life.slope(), life.dayLater());
      from = to;
    }
    return first;
  }

  private static Ruling life(LifetimeSeries run, ReferenceFloor floor) {
    // Its rules for what is only counted are those of memory.
    LifetimeTier tier = run.hasLevel() ? LifetimeTier.MEMORY : run.tier();
    Search search = new Search(tier, (double) run.limit());
    double[] opens = floor.opens();
    for (double age : AGES) {
      for (double seconds = age / 4; seconds >= Math.max(30, age / 64); seconds /= 4) {
        ReferenceEpochs.of(floor, age, seconds, opens).ifPresent(search::scan);
      }
    }
    return search.ruling();
  }

  /// The earliest claim over all ages and epochs.
  private static final class Search {
    private final LifetimeTier tier;
    private final double limit;
    private double best = Double.POSITIVE_INFINITY;
    private double critical = Double.POSITIVE_INFINITY;
    private Optional<Slope> slope = Optional.empty();
    private Optional<Slope> dayLater = Optional.empty();

    Search(LifetimeTier tier, double limit) {
      this.tier = tier;
      this.limit = limit;
    }

    void scan(ReferenceEpochs epochs) {
      ReferenceStarts starts =
          new ReferenceStarts(InformationLimit.beta(tier), tier != LifetimeTier.DEFINITE);
      for (int e = epochs.shift; e < epochs.count(); e++) {
        double now = (e + 1) * epochs.seconds;
        if (now >= best) {
          return;
        }
        double largest = starts.add(epochs, e);
        if (epochs.grown[e] > 0 && largest > WATCHED) {
          weigh(epochs, starts, e + 1);
        }
      }
    }

    private void weigh(ReferenceEpochs epochs, ReferenceStarts starts, int end) {
      for (int i = 0; i < starts.size(); i++) {
        double now = end * epochs.seconds;
        if (starts.evidence(i) <= WATCHED || now >= best) {
          continue;
        }
        Growth growth = new Growth(epochs, starts.epoch(i), end, tier);
        if (growth.members() < FEWEST || growth.retention() < 0.5) {
          continue;
        }
        if (growth.seconds() >= 600 && aboutToEnd(growth)) {
          critical = Math.min(critical, now);
        }
        if (starts.evidence(i) > BOUND && growth.looksLikeALeak() && growth.longEnough(limit)) {
          best = now;
          slope = Optional.of(growth.slope());
          int later = end + (int) (DAY / epochs.seconds);
          dayLater =
              later <= epochs.count()
                  ? Optional.of(new Growth(epochs, starts.epoch(i), later, tier).slope())
                  : Optional.empty();
        }
      }
    }

    private boolean aboutToEnd(Growth growth) {
      return tier != LifetimeTier.MEMORY
          && growth.all() > limit / 2
          && growth.all() + growth.perSecond() * 3_600 > limit;
    }

    Ruling ruling() {
      return new Ruling(at(best), at(critical), false, slope, dayLater);
    }

    private static OptionalLong at(double seconds) {
      return Double.isFinite(seconds) ? OptionalLong.of((long) seconds) : OptionalLong.empty();
    }
  }

  /// Growth of the floor between two epochs.
  private record Growth(ReferenceEpochs epochs, int from, int end, LifetimeTier tier) {
    double members() {
      return between(epochs.grownSum);
    }

    double seconds() {
      return (end - from) * epochs.seconds;
    }

    double perSecond() {
      return members() / seconds();
    }

    double all() {
      return epochs.all[end - 1];
    }

    /// The share that did not close after it reached the age; -1 when none reached it.
    double retention() {
      double reached = between(epochs.reachedSum);
      if (tier == LifetimeTier.MEMORY) {
        return 1;
      }
      return reached <= 0 ? -1 : 1 - between(epochs.closedSum) / reached;
    }

    boolean looksLikeALeak() {
      double least = Double.POSITIVE_INFINITY;
      double lateHalf = 0;
      for (int quarter = 0; quarter < 4; quarter++) {
        double grown = epochs.grownSum[cut(quarter + 1)] - epochs.grownSum[cut(quarter)];
        least = Math.min(least, grown);
        lateHalf += quarter >= 2 ? grown : 0;
      }
      return retention() >= 0.9
          && least >= 0.35 * members() / 4
          && lateHalf >= 0.42 * members()
          && members() >= 0.5 * epochs.release[from]
          && (tier != LifetimeTier.MEMORY || members() >= 0.05 * all());
    }

    private int cut(int quarter) {
      return (int) Math.rint(from + quarter * (end - from) / 4.0);
    }

    boolean longEnough(double limit) {
      return seconds() >= gate(limit)
          && (tier == LifetimeTier.DEFINITE || seconds() >= 2 * epochs.age);
    }

    private double gate(double limit) {
      return switch (tier) {
        case DEFINITE -> 900;
        case FILE -> 48 * 3_600;
        case MEMORY -> 24 * 3_600;
        case CLIENT, SERVER ->
            Math.min(
                hasGap() ? 7_200 : 6 * 3_600,
                Math.max(
                    all() > limit / 2 ? 1_800 : 7_200,
                    (limit - all()) / Math.max(perSecond(), 1e-12) / 3));
      };
    }

    /// Few opens live for an eighth of the age, and nearly none of those ever closes.
    private boolean hasGap() {
      double opens = between(epochs.opensSum);
      double lived = between(epochs.youngReachedSum);
      return tier == LifetimeTier.CLIENT
          && opens >= 500
          && lived <= 0.1 * opens
          && between(epochs.youngClosedSum) <= 0.02 * Math.max(lived, 1);
    }

    Slope slope() {
      double mean = members() / (end - from);
      double spread =
          Arrays.stream(epochs.grown, from, end).map(g -> (g - mean) * (g - mean)).sum()
              / (end - from);
      double dispersion = Math.max(1, spread / Math.max(mean, 1e-9));
      double error = Math.sqrt(dispersion * Math.max(members(), 1)) / seconds();
      double half = 1.96 * Math.max(error, 0.05 * perSecond());
      return new Slope(
          60 * perSecond(), 60 * Math.max(0, perSecond() - half), 60 * (perSecond() + half));
    }

    private double between(double[] sums) {
      return sums[end] - sums[from];
    }
  }
}

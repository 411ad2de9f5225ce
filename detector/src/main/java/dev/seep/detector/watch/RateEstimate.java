package dev.seep.detector.watch;

/// The long-run rate of a leak a second, the mean over whole days, with its 95 % interval.
///
/// Growth since the claimed moment is cut at the moments that the ladder remembers. Whether it
/// keeps pace with the clock or with the work is told by the likelihood of those pieces under each;
/// what keeps pace with work is a rate an operation, times the operations of a mean day. Pieces
/// that scatter more than chance would (bursts, pairs) widen the interval, as does what is not
/// known yet: the rest of the day, and which of the two clocks it is.
record RateEstimate(double perSecond, double low, double high) {
  private static final double Z = 1.96;

  /// Fewer expected members a piece say nothing about scatter.
  private static final double LEAST_EXPECTED = 2;

  /// What is definite is told within minutes, for which the rate of now counts: that it follows
  /// work must be seen.
  private static final double DEFINITE_WORK = 0.1;

  private static final double FEW_HOURS = 4 * 3600;
  private static final double SOON_WORK = 0.8;

  /// Memory that swings with the load rises more in one piece and less in the next, so that their
  /// sum scatters less than they do: told from simulated days.
  private static final double SWINGS = 0.6;

  /// Relative, of any rate: no leak is that even.
  private static final double LEAST_SPREAD = 0.0005;

  /// The lowest level rises in steps, one for each wave above it, of which the last is whole.
  private static final double LEAST_LEVEL_SPREAD = 0.02;

  static RateEstimate of(WatchedClass one, Ladder ladder, int candidate, double binSeconds) {
    Pieces pieces = Pieces.since(ladder, candidate, leastBins(one, ladder, candidate));
    if (one.hasIdentity()) {
      pieces = pieces.withoutSlowStart();
    }
    double back = one.tier() == Tier.MEMORY ? 0 : ladder.mayBeGivenBack(candidate);
    double grown = pieces.grown();
    double byClock = grown / pieces.bins();
    double clockSpread = pieces.spread(false) * (one.tier() == Tier.MEMORY ? SWINGS : 1);
    if (!one.hasIdentity()) {
      clockSpread = Math.max(clockSpread, LEAST_LEVEL_SPREAD);
    }
    LoadProfile.MeanDay day = one.load().meanDay(binSeconds);
    double operations = pieces.operations();
    if (operations <= 0 || day.perBin() <= 0 || one.tier() == Tier.MEMORY) {
      return interval(byClock / binSeconds, clockSpread, back);
    }
    double byWork = grown / operations * day.perBin();
    double workSpread = Math.hypot(pieces.spread(true), day.spread());
    double work = pieces.workShare(prior(one, pieces.bins() * binSeconds));
    double apart = Math.log(byWork / byClock);
    double mean = Math.log(byClock) + work * apart;
    double variance =
        (1 - work) * clockSpread * clockSpread
            + work * workSpread * workSpread
            + work * (1 - work) * apart * apart;
    return interval(Math.exp(mean) / binSeconds, Math.sqrt(variance), back);
  }

  /// How likely it is beforehand that a leak follows the work: in a few hours a load may stand
  /// still that moves over the day, so that an even rate says little.
  private static double prior(WatchedClass one, double seconds) {
    if (one.tier() == Tier.DEFINITE) {
      return DEFINITE_WORK;
    }
    return seconds < FEW_HOURS ? SOON_WORK : 0.5;
  }

  /// Levels waver by more than they grow in a short time: a sixth of the growth's time at least.
  private static double leastBins(WatchedClass one, Ladder ladder, int candidate) {
    return one.hasIdentity() ? 0 : ladder.bins(candidate) / 6;
  }

  /// @param back the share of it that may be given back
  private static RateEstimate interval(double rate, double spread, double back) {
    double factor = Math.exp(Z * Math.hypot(spread, LEAST_SPREAD));
    double stays = Math.max(0.01, 1 - back);
    return new RateEstimate(rate * Math.sqrt(stays), rate * stays / factor, rate * factor);
  }

  /// Growth, bins and operations between remembered moments, oldest first.
  private static final class Pieces {
    private final double[] grown;
    private final double[] bins;
    private final double[] operations;

    /// Members come at random at best; what is a level may grow more evenly than that.
    private final double least;

    private Pieces(double[] grown, double[] bins, double[] operations, double least) {
      this.least = least;
      this.grown = grown;
      this.bins = bins;
      this.operations = operations;
    }

    static Pieces since(Ladder ladder, int candidate, double leastBins) {
      int count = ladder.candidates() - candidate;
      double[] grown = new double[count];
      double[] bins = new double[count];
      double[] operations = new double[count];
      for (int i = 0; i < count; i++) {
        int from = candidate + i;
        boolean last = i == count - 1;
        grown[i] = ladder.grown(from) - (last ? 0 : ladder.grown(from + 1));
        bins[i] = ladder.bins(from) - (last ? 0 : ladder.bins(from + 1));
        operations[i] =
            Math.max(0, ladder.operations(from) - (last ? 0 : ladder.operations(from + 1)));
      }
      return new Pieces(grown, bins, operations, leastBins > 0 ? 0 : 1).merged(leastBins);
    }

    /// Small pieces joined until chance alone would put some members in each.
    private Pieces merged(double leastBins) {
      double perBin = sum(grown) / sum(bins);
      int kept = 0;
      for (int i = 0; i < bins.length; i++) {
        if (kept > 0 && (bins[kept - 1] * perBin < LEAST_EXPECTED || bins[kept - 1] < leastBins)) {
          grown[kept - 1] += grown[i];
          bins[kept - 1] += bins[i];
          operations[kept - 1] += operations[i];
        } else {
          grown[kept] = grown[i];
          bins[kept] = bins[i];
          operations[kept++] = operations[i];
        }
      }
      return from(0, kept);
    }

    private Pieces from(int first, int end) {
      return new Pieces(
          java.util.Arrays.copyOfRange(grown, first, end),
          java.util.Arrays.copyOfRange(bins, first, end),
          java.util.Arrays.copyOfRange(operations, first, end),
          least);
    }

    /// Without the time before the leak began, where two rates explain the growth much better than
    /// one: evidence may reach back further than the leak does.
    Pieces withoutSlowStart() {
      double all = sum(grown);
      double time = sum(bins);
      double single = all * Math.log(all / time);
      int best = 0;
      double gain = 4 * dispersion(false);
      double before = 0;
      double beforeTime = 0;
      for (int i = 1; i < grown.length; i++) {
        before += grown[i - 1];
        beforeTime += bins[i - 1];
        double after = all - before;
        double rate = after / (time - beforeTime);
        double slow = before / beforeTime;
        double both = after * Math.log(rate) + (before > 0 ? before * Math.log(slow) : 0) - single;
        if (after >= 8 && slow < 0.5 * rate && both > gain) {
          best = i;
          gain = both;
        }
      }
      return from(best, grown.length);
    }

    double grown() {
      return sum(grown);
    }

    double bins() {
      return sum(bins);
    }

    double operations() {
      return sum(operations);
    }

    /// Relative standard deviation of the rate.
    double spread(boolean byWork) {
      return Math.sqrt(dispersion(byWork) / grown());
    }

    /// Variance over mean of the pieces' growth beside what an even rate would put there.
    private double dispersion(boolean byWork) {
      double[] clock = byWork ? operations : bins;
      double rate = sum(grown) / sum(clock);
      double chi = 0;
      for (int i = 0; i < clock.length; i++) {
        double expected = Math.max(0.1, clock[i] * rate);
        chi += (grown[i] - expected) * (grown[i] - expected) / expected;
      }
      int freedom = clock.length - 1;
      // Few pieces tell little of their scatter: Student's quantile in place of the normal one.
      double student = freedom < 1 ? 1 : 1 + 1.0 / freedom;
      return freedom < 2 ? 1 : Math.max(least, chi / freedom * student);
    }

    /// How likely it is that growth keeps pace with work rather than the clock, in 0 to 1.
    ///
    /// @param prior the same before anything is seen
    double workShare(double prior) {
      double work = sum(operations);
      double time = sum(bins);
      double difference = 0;
      for (int i = 0; i < grown.length; i++) {
        if (grown[i] > 0) {
          double share = Math.max(1e-9, operations[i] / work);
          difference += grown[i] * Math.log(share / (bins[i] / time));
        }
      }
      double scatter = Math.min(dispersion(false), dispersion(true));
      return 1 / (1 + (1 - prior) / prior * Math.exp(-difference / scatter));
    }

    private static double sum(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }
  }
}

package dev.seep.benchmarks.judge;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import dev.seep.testkit.lifetimes.LifetimeSeries;
import java.util.Arrays;

/// The trend test of much of the literature on software aging, as an alarm: over the last 6 or 24
/// hours of counts, a sample each 5 minutes, looked at once an hour; p < 0.05 on both sides, and
/// the trend upwards.
///
/// The samples are the counts at the end of each fifth minute. The first significant window alarms.
final class MannKendall implements Contender {
  private static final int SAMPLE_BINS = 300 / BIN_SECONDS;
  private static final int LOOK_SAMPLES = 12;
  private static final double SIGNIFICANT = 0.05;

  private final int hours;
  private final int window;

  MannKendall(int hours) {
    this.hours = hours;
    window = hours * LOOK_SAMPLES;
  }

  @Override
  public String name() {
    return "mann_kendall_" + hours + "h";
  }

  @Override
  public Ruling judge(LifetimeSeries run) {
    double[] counts = run.counts();
    double[] samples = new double[counts.length / SAMPLE_BINS];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = counts[(i + 1) * SAMPLE_BINS - 1];
    }
    for (int end = window; end <= samples.length; end += LOOK_SAMPLES) {
      Trend trend = Trend.of(Arrays.copyOfRange(samples, end - window, end));
      if (trend.score() > 0 && trend.p() < SIGNIFICANT) {
        return Ruling.leakAt((long) end * SAMPLE_BINS * BIN_SECONDS);
      }
    }
    return Ruling.NOTHING;
  }

  /// The test's result.
  ///
  /// @param score Kendall's S: rising pairs less falling pairs
  /// @param variance of S where there is no trend, corrected for ties
  /// @param p both sides, by the normal approximation with continuity correction
  record Trend(long score, double variance, double p) {
    /// H. B. Mann, Econometrica 13 (1945); M. G. Kendall, Rank Correlation Methods (1975): variance
    /// (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t ties.
    static Trend of(double[] samples) {
      long score = 0;
      for (int later = 1; later < samples.length; later++) {
        for (int earlier = 0; earlier < later; earlier++) {
          score += sign(samples[later] - samples[earlier]);
        }
      }
      double variance = (spread(samples.length) - ties(samples)) / 18;
      double z = variance > 0 ? Math.max(0, Math.abs(score) - 1) / Math.sqrt(variance) : 0;
      return new Trend(score, variance, 2 * Normal.above(z));
    }

    private static int sign(double difference) {
      return (difference > 0 ? 1 : 0) - (difference < 0 ? 1 : 0);
    }

    private static double ties(double[] samples) {
      double[] sorted = samples.clone();
      Arrays.sort(sorted);
      double sum = 0;
      int from = 0;
      for (int i = 1; i <= sorted.length; i++) {
        if (i == sorted.length || sorted[i] != sorted[from]) {
          sum += spread(i - from);
          from = i;
        }
      }
      return sum;
    }

    private static double spread(double n) {
      return n * (n - 1) * (2 * n + 5);
    }
  }
}

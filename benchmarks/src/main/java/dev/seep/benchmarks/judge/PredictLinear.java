package dev.seep.benchmarks.judge;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import dev.seep.testkit.lifetimes.LifetimeSeries;
import java.util.OptionalInt;

/// The alert that most people write: `predict_linear(process_open_fds[6h], 24*3600) >
/// process_max_fds` with `for: 1h`, a sample and an evaluation every 30 seconds.
///
/// As in Prometheus (`promql/functions.go`, `funcPredictLinear`), the line is fitted by least
/// squares to the samples there are in the range, from two samples on, and is read 24 hours after
/// the time of evaluation. The alert fires once the condition has held for an hour without a break.
final class PredictLinear implements Contender {
  private static final int RANGE = 6 * 3_600 / BIN_SECONDS;
  private static final int AHEAD = 24 * 3_600 / BIN_SECONDS;
  private static final int HELD = 3_600 / BIN_SECONDS;

  @Override
  public String name() {
    return "predict_linear";
  }

  @Override
  public Ruling judge(LifetimeSeries run) {
    OptionalInt at = firesIn(run.counts(), (double) run.limit());
    return at.isEmpty() ? Ruling.NOTHING : Ruling.leakAt((at.getAsInt() + 1L) * BIN_SECONDS);
  }

  /// The bin at whose end the alert fires.
  static OptionalInt firesIn(double[] counts, double limit) {
    int since = -1;
    LeastSquares line = new LeastSquares();
    for (int bin = 0; bin < counts.length; bin++) {
      line.add(bin, counts[bin]);
      if (bin >= RANGE) {
        line.remove(bin - RANGE, counts[bin - RANGE]);
      }
      if (bin == 0 || line.at(bin + (double) AHEAD) <= limit) {
        since = -1;
        continue;
      }
      since = since < 0 ? bin : since;
      if (bin - since >= HELD) {
        return OptionalInt.of(bin);
      }
    }
    return OptionalInt.empty();
  }

  /// A line through samples that come and go. Sums of whole numbers, so that nothing is lost.
  static final class LeastSquares {
    private double n;
    private double x;
    private double y;
    private double xx;
    private double xy;

    void add(double atX, double atY) {
      count(1, atX, atY);
    }

    void remove(double atX, double atY) {
      count(-1, atX, atY);
    }

    private void count(int sign, double atX, double atY) {
      n += sign;
      x += sign * atX;
      y += sign * atY;
      xx += sign * atX * atX;
      xy += sign * atX * atY;
    }

    double slope() {
      return (n * xy - x * y) / (n * xx - x * x);
    }

    double at(double atX) {
      return y / n + slope() * (atX - x / n);
    }
  }
}

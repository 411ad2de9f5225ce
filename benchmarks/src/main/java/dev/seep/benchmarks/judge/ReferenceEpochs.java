package dev.seep.benchmarks.judge;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import java.util.Arrays;
import java.util.Optional;

/// The reference's view of one process at one age, in epochs of one length: growth of the floor's
/// record, and sums from the start. A sum at index e is over the epochs before e.
final class ReferenceEpochs {
  private static final int FEWEST = 8;

  final double age;
  final double seconds;

  /// How many epochs an age is: evidence begins there, and opens are counted from their birth.
  final int shift;

  final double[] grown;
  final double[] opens;
  final double[] grownSum;
  final double[] opensSum;
  final double[] reachedSum;
  final double[] closedSum;
  final double[] youngReachedSum;
  final double[] youngClosedSum;

  /// The largest fall of the floor from its peak, up to and including each epoch.
  final double[] release;

  /// All that is open at each epoch's end.
  final double[] all;

  private ReferenceEpochs(ReferenceFloor floor, double age, double seconds, double[] opensABin) {
    this.age = age;
    this.seconds = seconds;
    int bins = (int) (seconds / BIN_SECONDS);
    int epochs = floor.bins() / bins;
    ReferenceFloor.Passages passages = floor.passages(age);
    ReferenceFloor.Passages young = floor.passages(age / 8);
    grown = records(minima(floor.floor(age, passages), epochs, bins));
    shift = (int) (age / seconds);
    double[] born = sums(opensABin, epochs, bins);
    opens = new double[epochs];
    System.arraycopy(born, 0, opens, Math.min(shift, epochs), Math.max(0, epochs - shift));
    grownSum = before(grown);
    opensSum = before(opens);
    double[] reached = sums(passages.reached, epochs, bins);
    double[] closed = sums(passages.closed, epochs, bins);
    reachedSum = before(reached);
    closedSum = before(closed);
    youngReachedSum = before(sums(young.reached, epochs, bins));
    youngClosedSum = before(sums(young.closed, epochs, bins));
    release = release(reachedSum, closedSum);
    all = new double[epochs];
    double[] open = floor.all();
    for (int e = 0; e < epochs; e++) {
      all[e] = open[(e + 1) * bins - 1];
    }
  }

  /// Empty when the process is too young to have eight epochs.
  static Optional<ReferenceEpochs> of(
      ReferenceFloor floor, double age, double seconds, double[] opens) {
    return floor.bins() / (int) (seconds / BIN_SECONDS) < FEWEST
        ? Optional.empty()
        : Optional.of(new ReferenceEpochs(floor, age, seconds, opens));
  }

  int count() {
    return grown.length;
  }

  private static double[] minima(double[] bins, int epochs, int length) {
    double[] minima = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      minima[e] = Arrays.stream(bins, e * length, (e + 1) * length).min().orElseThrow();
    }
    return minima;
  }

  private static double[] records(double[] minima) {
    double[] grown = new double[minima.length];
    double record = 0;
    for (int e = 0; e < minima.length; e++) {
      grown[e] = Math.max(0, minima[e] - record);
      record = Math.max(record, minima[e]);
    }
    return grown;
  }

  private static double[] sums(double[] bins, int epochs, int length) {
    double[] sums = new double[epochs];
    for (int bin = 0; bin < epochs * length; bin++) {
      sums[bin / length] += bins[bin];
    }
    return sums;
  }

  private static double[] before(double[] values) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    return sums;
  }

  private static double[] release(double[] reached, double[] closed) {
    double[] release = new double[reached.length];
    double peak = 0;
    double largest = 0;
    for (int e = 0; e < release.length; e++) {
      double open = reached[e] - closed[e];
      peak = Math.max(peak, open);
      largest = Math.max(largest, peak - open);
      release[e] = largest;
    }
    return release;
  }
}

package dev.seep.testkit.lifetimes;

import java.util.SplittableRandom;

/// Random draws of one run. The same seed and name give the same draws in any thread; a [#split]
/// has a stream of its own, so that a longer background does not move the leak.
final class Draws {
  /// Above this mean a Poisson draw is a rounded normal one: their distributions differ by less
  /// than 1 % there, and a run has millions of them.
  private static final double NORMAL_ABOVE = 60;

  private final SplittableRandom random;

  private Draws(SplittableRandom random) {
    this.random = random;
  }

  /// Drawn twice: seeds that follow each other are states of one generator that follow each other,
  /// and would give the same draws but for a shift.
  static Draws of(String name, long seed) {
    SplittableRandom scattered = new SplittableRandom(seed ^ ((long) name.hashCode() << 32));
    return new Draws(new SplittableRandom(scattered.nextLong()));
  }

  Draws split() {
    return new Draws(random.split());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  int whole(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /// Even over orders of magnitude: rates and sizes are drawn so.
  double logUniform(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  double gaussian() {
    return random.nextGaussian();
  }

  double exponential(double mean) {
    return mean * random.nextExponential();
  }

  double logNormal(double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  double pareto(double least, double alpha) {
    return least * Math.exp(random.nextExponential() / alpha);
  }

  int poisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > NORMAL_ABOVE) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double threshold = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > threshold) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}

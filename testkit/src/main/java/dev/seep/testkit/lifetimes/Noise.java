package dev.seep.testkit.lifetimes;

/// Noise of variance 1 that forgets itself within some bins (an autoregression of first order).
final class Noise {
  private final Draws draws;
  private final double kept;
  private double now;

  Noise(Draws draws, double bins) {
    this.draws = draws;
    kept = Math.exp(-1 / bins);
  }

  double next() {
    now = kept * now + Math.sqrt(1 - kept * kept) * draws.gaussian();
    return now;
  }
}

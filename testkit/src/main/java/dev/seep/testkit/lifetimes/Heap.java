package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import java.util.function.DoubleUnaryOperator;

/// The memory of a managed process, in MiB: what is alive, which follows the load with noise, and
/// garbage that rises from one collection to the next.
///
/// @param live the mean of what is alive
/// @param swing how much of it follows the load
/// @param garbage at its most
/// @param collections when it falls to nothing
record Heap(double live, double swing, double garbage, Load load, CollectorRuns collections) {

  static Heap draw(Stage stage, Draws draws) {
    double live = draws.logUniform(100, 8_000);
    Load load = Load.daily(draws.uniform(0.1, 0.8), draws.uniform(0, 24));
    double every = draws.logUniform(BIN_SECONDS, 7_200);
    stage.limit((long) (live * 8));
    return new Heap(
        live,
        draws.uniform(0, 0.3),
        live * draws.logUniform(0.05, 1),
        load,
        new CollectorRuns(stage, draws, every, load));
  }

  /// @param more at each second of the run: what a cache or a leak adds
  void play(Stage stage, Draws draws, DoubleUnaryOperator more) {
    Noise noise = new Noise(draws, 40);
    double from = 0;
    double next = collections.after(0);
    for (int bin = 0; bin < stage.bins(); bin++) {
      double at = (bin + 1) * (double) BIN_SECONDS;
      while (next <= at) {
        from = next;
        next = collections.after(next);
      }
      double alive = live * (1 + swing * (load.at(at) - 1)) * (1 + 0.01 * noise.next());
      double risen = (at - from) / (Double.isFinite(next) ? next - from : 7_200);
      stage.level(bin, alive + garbage * Math.min(1, risen) + more.applyAsDouble(at));
    }
  }
}

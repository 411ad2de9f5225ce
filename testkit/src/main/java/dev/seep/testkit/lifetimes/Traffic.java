package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;

import java.util.function.ToDoubleFunction;

/// The healthy work that most families are made of.
final class Traffic {
  private Traffic() {}

  /// Members that arrive at a rate times the load, each with a life of its own.
  static void sessions(
      Stage stage, Draws draws, double perSecond, Load load, ToDoubleFunction<Draws> lifeSeconds) {
    arrivals(stage, draws, perSecond, load, at -> stage.live(at, lifeSeconds.applyAsDouble(draws)));
  }

  /// Calls back once for each arrival of a Poisson process.
  static void arrivals(Stage stage, Draws draws, double perSecond, Load load, Arrival arrival) {
    for (int bin = 0; bin < stage.bins(); bin++) {
      double from = bin * (double) BIN_SECONDS;
      int count = draws.poisson(perSecond * BIN_SECONDS * load.at(from + BIN_SECONDS / 2.0));
      for (int i = 0; i < count; i++) {
        arrival.at(from + draws.uniform(0, BIN_SECONDS));
      }
    }
  }

  /// What is opened and closed at once: requests over fresh connections, files that are only read.
  static void operations(Stage stage, Draws draws, double perSecond, Load load) {
    for (int bin = 0; bin < stage.bins(); bin++) {
      double middle = (bin + 0.5) * BIN_SECONDS;
      stage.operations(bin, draws.poisson(perSecond * BIN_SECONDS * load.at(middle)));
    }
  }

  /// An ordinary client's day: fresh connections, keep-alive connections of half a minute to some
  /// minutes, and a small pool that is there from the start.
  static void ordinary(Stage stage, Draws draws, double operationsPerSecond, Load load) {
    operations(stage, draws, operationsPerSecond, load);
    double keptAlive = draws.uniform(45, 300);
    double perSecond = draws.logUniform(0.02, 0.2);
    sessions(stage, draws, perSecond, load, each -> each.exponential(keptAlive));
    pool(stage, draws, draws.whole(4, 30), 60);
  }

  /// Members that open soon after the start and stay.
  static void pool(Stage stage, Draws draws, int size, double warmUpSeconds) {
    for (int i = 0; i < size; i++) {
      stage.leak(draws.exponential(warmUpSeconds));
    }
  }

  /// One arrival, at a second of the run.
  @FunctionalInterface
  interface Arrival {
    void at(double seconds);
  }
}

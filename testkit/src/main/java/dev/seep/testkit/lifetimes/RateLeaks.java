package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;

/// Leaks told apart by how often they happen, beside an ordinary client's traffic.
final class RateLeaks {
  static final double SECOND = 60;
  static final double HOUR = 1 / 60.0;

  private RateLeaks() {}

  /// One a minute, whatever the load.
  static LifetimeFamily oneAMinute() {
    return LifetimeFamily.leak(
        "leak-1-per-minute",
        CLIENT,
        3,
        "one connection a minute",
        (stage, draws) -> {
          ordinary(stage, draws.split());
          plant(stage, draws, 1, Load.even());
        });
  }

  /// One an hour, on a process with little to do: the rarest leak a single host can show in days.
  static LifetimeFamily oneAnHourQuiet() {
    return LifetimeFamily.leak(
        "leak-1-per-hour-quiet",
        CLIENT,
        6,
        "one connection an hour in a quiet process",
        (stage, draws) -> {
          Draws background = draws.split();
          Traffic.operations(stage, background, background.logUniform(0.01, 0.1), Load.even());
          plant(stage, draws, HOUR, Load.even());
        });
  }

  /// One request in some hundreds leaks: one a second on average, with the day's load (amplitude
  /// 0.5–0.9).
  static LifetimeFamily oneASecondWithLoad() {
    return LifetimeFamily.leak(
        "leak-1-per-second-with-load",
        CLIENT,
        3,
        "one connection a second, in proportion to a daily load",
        (stage, draws) -> {
          Load load = heavyDays(draws);
          Draws background = draws.split();
          Traffic.ordinary(stage, background, background.logUniform(20, 200), load);
          stage.limit(1_048_576);
          plant(stage, draws, SECOND, load);
        });
  }

  static Load heavyDays(Draws draws) {
    return Load.daily(draws.uniform(0.5, 0.9), draws.uniform(0, 24));
  }

  /// An ordinary client's traffic under a day's load of any amplitude.
  static void ordinary(Stage stage, Draws draws) {
    Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
    Traffic.ordinary(stage, draws, draws.logUniform(1, 30), load);
  }

  /// A leak from the run's start.
  static void plant(Stage stage, Draws draws, double perMinute, Load load) {
    Traffic.arrivals(stage, draws, perMinute / 60, load, stage::leak);
    stage.truth(perMinute, 0);
  }
}

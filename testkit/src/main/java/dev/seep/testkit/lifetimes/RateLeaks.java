package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.leak;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;
import static dev.seep.testkit.lifetimes.LifetimeTier.SERVER;

import java.util.List;

/// Leaks told apart by how often they happen, beside an ordinary client's traffic. Rates are in
/// members a minute.
final class RateLeaks {
  static final double A_SECOND = 60;
  static final double AN_HOUR = 1 / 60.0;

  /// `LimitNOFILE=infinity`: the kernel's default of `fs.nr_open` in most containers.
  static final long NO_LIMIT = 1_073_741_816;

  private RateLeaks() {}

  static List<LifetimeFamily> all() {
    return List.of(
        tenASecond(),
        tenASecondNearLimit(),
        oneASecondWithLoad(),
        oneAMinuteWithLoad(),
        oneAMinute(),
        sixAnHour(),
        oneAnHourQuiet(),
        oneAnHourWithLoad());
  }

  /// Ten a second, and no limit in sight.
  static LifetimeFamily tenASecond() {
    return leak(
        "leak-10-per-second",
        CLIENT,
        2,
        "ten connections a second",
        (stage, draws) -> {
          ordinary(stage, draws.split());
          stage.limit(NO_LIMIT);
          plant(stage, draws, 10 * A_SECOND, Load.even());
        });
  }

  /// Ten a second under a limit of 65,536, which is reached in less than two hours.
  static LifetimeFamily tenASecondNearLimit() {
    return leak(
        "leak-10-per-second-near-limit",
        CLIENT,
        1,
        "ten connections a second towards a limit of 65,536",
        (stage, draws) -> {
          ordinary(stage, draws.split());
          plant(stage, draws, 10 * A_SECOND, Load.even());
        });
  }

  /// One request in some hundreds leaks: one a second on average, with the day's load (amplitude
  /// 0.5–0.9).
  static LifetimeFamily oneASecondWithLoad() {
    return leak(
        "leak-1-per-second-with-load",
        CLIENT,
        3,
        "one connection a second, in proportion to a daily load",
        (stage, draws) -> {
          Load load = heavyDays(draws);
          Draws background = draws.split();
          Traffic.ordinary(stage, background, background.logUniform(20, 200), load);
          stage.limit(NO_LIMIT);
          plant(stage, draws, A_SECOND, load);
        });
  }

  /// As the one before, one a minute.
  static LifetimeFamily oneAMinuteWithLoad() {
    return leak(
        "leak-1-per-minute-with-load",
        CLIENT,
        3,
        "one connection a minute, in proportion to a daily load",
        (stage, draws) -> {
          Load load = heavyDays(draws);
          Draws background = draws.split();
          Traffic.ordinary(stage, background, background.logUniform(5, 100), load);
          plant(stage, draws, 1, load);
        });
  }

  /// One a minute, whatever the load.
  static LifetimeFamily oneAMinute() {
    return leak(
        "leak-1-per-minute",
        CLIENT,
        3,
        "one connection a minute",
        (stage, draws) -> {
          ordinary(stage, draws.split());
          plant(stage, draws, 1, Load.even());
        });
  }

  /// Six an hour, whatever the load.
  static LifetimeFamily sixAnHour() {
    return leak(
        "leak-6-per-hour",
        CLIENT,
        4,
        "six connections an hour",
        (stage, draws) -> {
          ordinary(stage, draws.split());
          plant(stage, draws, 6 * AN_HOUR, Load.even());
        });
  }

  /// One an hour, on a process with little to do: the rarest leak a single host can show in days.
  static LifetimeFamily oneAnHourQuiet() {
    return leak(
        "leak-1-per-hour-quiet",
        CLIENT,
        6,
        "one connection an hour in a quiet process",
        (stage, draws) -> {
          Draws background = draws.split();
          Traffic.operations(stage, background, background.logUniform(0.01, 0.1), Load.even());
          plant(stage, draws, AN_HOUR, Load.even());
        });
  }

  /// One an hour in proportion to a heavy daily load, among accepted sessions of which some last
  /// for hours: 0.05–0.3 a second, lognormal around two to ten minutes with σ 1–1.4.
  static LifetimeFamily oneAnHourWithLoad() {
    return leak(
        "leak-1-per-hour-with-load",
        SERVER,
        12,
        "one accepted connection an hour, in proportion to a heavy daily load",
        (stage, draws) -> {
          Load load = heavyDays(draws);
          Draws background = draws.split();
          Traffic.operations(stage, background, background.logUniform(5, 50), load);
          double median = background.logUniform(120, 600);
          double sigma = background.uniform(1, 1.4);
          double perSecond = background.logUniform(0.05, 0.3);
          Traffic.sessions(
              stage, background, perSecond, load, each -> each.logNormal(median, sigma));
          plant(stage, draws, AN_HOUR, load);
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

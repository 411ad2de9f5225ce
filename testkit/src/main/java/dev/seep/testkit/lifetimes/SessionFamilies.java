package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.healthy;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;
import static dev.seep.testkit.lifetimes.LifetimeTier.SERVER;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Healthy: members that come and go with the load.
final class SessionFamilies {
  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;

  private SessionFamilies() {}

  static List<LifetimeFamily> all() {
    return List.of(steadySessions(), weeklyLoad(), bursts(), growingLoad(), heavyTails());
  }

  /// Connections of even load: 0.02–0.5 a second beside 1–50 short ones, with mean lives of one
  /// minute to one hour.
  static LifetimeFamily steadySessions() {
    return healthy(
        "steady-sessions",
        CLIENT,
        5,
        "connections under an even load",
        (stage, draws) -> {
          Traffic.operations(stage, draws, draws.logUniform(1, 50), Load.even());
          double life = draws.logUniform(MINUTE, HOUR);
          double perSecond = draws.logUniform(0.02, 0.5);
          Traffic.sessions(stage, draws, perSecond, Load.even(), each -> each.exponential(life));
        });
  }

  /// Accepted sessions whose arrivals follow the day (amplitude 0.4–0.95) and the week (weekends at
  /// 0.2–0.7), with mean lives of two minutes to two hours.
  static LifetimeFamily weeklyLoad() {
    return healthy(
        "daily-weekly-load",
        SERVER,
        9,
        "accepted sessions that follow the day and the week",
        (stage, draws) -> {
          Load load =
              Load.daily(draws.uniform(0.4, 0.95), draws.uniform(0, 24))
                  .weekends(draws.uniform(0.2, 0.7));
          Traffic.operations(stage, draws, draws.logUniform(1, 50), load);
          double life = draws.logUniform(2 * MINUTE, 2 * HOUR);
          double perSecond = draws.logUniform(0.02, 0.4);
          Traffic.sessions(stage, draws, perSecond, load, each -> each.exponential(life));
        });
  }

  /// Every 2–16 hours on average, 20–600 connections at once (a batch, a retry storm) that are
  /// closed one by one over ten minutes to three hours.
  static LifetimeFamily bursts() {
    return healthy(
        "bursts",
        CLIENT,
        6,
        "bursts of connections that decay slowly",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          Traffic.ordinary(stage, draws, draws.logUniform(1, 30), load);
          double between = draws.logUniform(2 * HOUR, 16 * HOUR);
          double decay = draws.logUniform(10 * MINUTE, 3 * HOUR);
          double size = draws.logUniform(20, 300);
          double at = draws.exponential(between);
          while (at < stage.seconds()) {
            int members = (int) (size * draws.uniform(0.5, 2));
            for (int i = 0; i < members; i++) {
              stage.live(at + draws.uniform(0, MINUTE), draws.exponential(decay));
            }
            at += draws.exponential(between);
          }
        });
  }

  /// Accepted sessions of a product that is taken up: 2–20 % more a day on top of a daily load,
  /// with mean lives of one minute to one hour.
  static LifetimeFamily growingLoad() {
    return healthy(
        "growing-load",
        SERVER,
        7,
        "a load that grows by some percent a day",
        (stage, draws) -> {
          Load load =
              Load.daily(draws.uniform(0.2, 0.8), draws.uniform(0, 24))
                  .growing(draws.logUniform(0.02, 0.2));
          Traffic.operations(stage, draws, draws.logUniform(1, 30), load);
          double life = draws.logUniform(MINUTE, HOUR);
          double perSecond = draws.logUniform(0.02, 0.2);
          Traffic.sessions(stage, draws, perSecond, load, each -> each.exponential(life));
        });
  }

  /// Lives without a typical length: Pareto from 20 seconds on with exponent 1.3–2.2, or lognormal
  /// around one to ten minutes with σ 1.2–2, of which some last for days. As with every server that
  /// has an idle timeout or is rolled over, none lasts for more than three.
  static LifetimeFamily heavyTails() {
    return healthy(
        "heavy-tails",
        CLIENT,
        8,
        "connections with heavy-tailed lives",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          Traffic.operations(stage, draws, draws.logUniform(1, 30), load);
          ToDoubleFunction<Draws> life = draws.chance(0.5) ? pareto(draws) : logNormal(draws);
          double perSecond = draws.logUniform(0.02, 0.3);
          Traffic.sessions(
              stage, draws, perSecond, load, each -> Math.min(72 * HOUR, life.applyAsDouble(each)));
        });
  }

  private static ToDoubleFunction<Draws> pareto(Draws draws) {
    double alpha = draws.uniform(1.3, 2.2);
    return each -> each.pareto(20, alpha);
  }

  private static ToDoubleFunction<Draws> logNormal(Draws draws) {
    double median = draws.logUniform(MINUTE, 10 * MINUTE);
    double sigma = draws.uniform(1.2, 2);
    return each -> each.logNormal(median, sigma);
  }
}

package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.healthy;
import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Healthy: members that are kept on purpose, up to a bound.
final class PoolFamilies {
  private static final double HOUR = 3_600;

  private PoolFamilies() {}

  static List<LifetimeFamily> all() {
    return List.of(poolWarmUp(), poolOnDemand(), idlePool(), restarts());
  }

  /// A pool of 10–400 connections that fills as work first needs them, within minutes or up to two
  /// hours (its time constant), and is then kept.
  static LifetimeFamily poolWarmUp() {
    return healthy(
        "pool-warm-up",
        CLIENT,
        5,
        "a connection pool that fills once and stays",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          Traffic.operations(stage, draws, draws.logUniform(0.5, 20), load);
          Traffic.pool(
              stage, draws, (int) draws.logUniform(10, 400), draws.logUniform(120, 2 * HOUR));
        });
  }

  /// A pool that opens a connection when all of its own are busy (20–300 at the day's mean), and
  /// closes what was idle for 5–60 minutes. The connection that came back last is used first, so
  /// that the first ones stay for ever.
  static LifetimeFamily poolOnDemand() {
    return healthy(
        "pool-on-demand",
        CLIENT,
        7,
        "a pool that follows the demand up and down",
        (stage, draws) -> {
          Demand demand = new Demand(draws, draws.logUniform(20, 300));
          int idleBins = (int) (draws.logUniform(300, HOUR) / BIN_SECONDS);
          Traffic.operations(stage, draws, draws.logUniform(0.5, 20), demand.load());
          Deque<double[]> pool = new ArrayDeque<>();
          for (int bin = 0; bin < stage.bins(); bin++) {
            double at = bin * (double) BIN_SECONDS + draws.uniform(0, BIN_SECONDS);
            demand.follow(stage, pool, at, idleBins * (double) BIN_SECONDS);
          }
          pool.forEach(member -> stage.leak(member[0]));
        });
  }

  /// A pool without an idle timeout: it holds the highest demand there ever was, up to its maximum.
  /// Most of its members are never used again, and new ones come with each new record of the
  /// demand.
  static LifetimeFamily idlePool() {
    return healthy(
        "idle-pool",
        CLIENT,
        7,
        "a pool that keeps the most it ever needed, idle and bounded",
        (stage, draws) -> {
          Demand demand = new Demand(draws, draws.logUniform(20, 300));
          double maximum = demand.mean * draws.uniform(1.5, 4);
          Traffic.operations(stage, draws, draws.logUniform(0.5, 20), demand.load());
          Deque<double[]> pool = new ArrayDeque<>();
          for (int bin = 0; bin < stage.bins() && pool.size() < maximum; bin++) {
            double at = bin * (double) BIN_SECONDS + draws.uniform(0, BIN_SECONDS);
            demand.follow(stage, pool, at, Double.POSITIVE_INFINITY);
          }
          pool.forEach(member -> stage.leak(member[0]));
        });
  }

  /// A service that is deployed anew about once a day: each time its pool of 20–300 warms up within
  /// minutes or up to two hours, beside ordinary traffic.
  static LifetimeFamily restarts() {
    return healthy(
        "daily-restarts",
        CLIENT,
        7,
        "a healthy service that is deployed daily and warms up each time",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          Traffic.ordinary(stage, draws, draws.logUniform(1, 30), load);
          int size = (int) draws.logUniform(20, 300);
          double warmUp = draws.logUniform(120, 2 * HOUR);
          double at = 0;
          while (at < stage.seconds()) {
            for (int i = 0; i < size; i++) {
              stage.leak(at + draws.exponential(warmUp));
            }
            at += draws.uniform(18, 30) * HOUR;
            if (at < stage.seconds()) {
              stage.restart(at);
            }
          }
        });
  }

  /// How many members work needs at once: a day's curve with noise that lasts for minutes.
  private static final class Demand {
    private final Draws draws;
    private final Load load;
    private final double mean;
    private double noise;

    Demand(Draws draws, double mean) {
      this.draws = draws;
      this.mean = mean;
      load = Load.daily(draws.uniform(0.2, 0.8), draws.uniform(0, 24));
    }

    Load load() {
      return load;
    }

    /// Makes the pool as large as the demand, and closes what has been idle for too long. The pool
    /// is a stack; a member is the time of its opening and that of its last use.
    void follow(Stage stage, Deque<double[]> pool, double at, double idleSeconds) {
      noise = 0.9 * noise + 0.436 * draws.gaussian();
      double needed = mean * load.at(at) + noise * Math.sqrt(mean * load.at(at));
      int used = 0;
      for (var member = pool.descendingIterator(); member.hasNext() && used < needed; used++) {
        member.next()[1] = at;
      }
      for (; used < needed; used++) {
        pool.push(new double[] {at, at});
      }
      while (!pool.isEmpty() && at - pool.peek()[1] > idleSeconds) {
        double[] idle = pool.pop();
        stage.live(idle[0], at - idle[0]);
      }
    }
  }
}

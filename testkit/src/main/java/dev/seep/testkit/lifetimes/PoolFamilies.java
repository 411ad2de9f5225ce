package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;

/// Healthy: members that are kept on purpose, up to a bound.
final class PoolFamilies {
  private PoolFamilies() {}

  /// A pool of 10–400 connections that fills as work first needs them, within minutes or up to
  /// three hours, and is then kept.
  static LifetimeFamily poolWarmUp() {
    return LifetimeFamily.healthy(
        "pool-warm-up",
        CLIENT,
        5,
        "a connection pool that fills once and stays",
        (stage, draws) -> {
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          Traffic.operations(stage, draws, draws.logUniform(0.5, 20), load);
          Traffic.pool(
              stage, draws, (int) draws.logUniform(10, 400), draws.logUniform(120, 10_800));
        });
  }
}

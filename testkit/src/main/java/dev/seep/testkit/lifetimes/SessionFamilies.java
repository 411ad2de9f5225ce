package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;

/// Healthy: members that come and go with the load.
final class SessionFamilies {
  private SessionFamilies() {}

  /// Connections of even load: 0.02–0.5 a second beside 1–50 short ones, with mean lives of one
  /// minute to one hour.
  static LifetimeFamily steadySessions() {
    return LifetimeFamily.healthy(
        "steady-sessions",
        CLIENT,
        5,
        "connections under an even load",
        (stage, draws) -> {
          Traffic.operations(stage, draws, draws.logUniform(1, 50), Load.even());
          double life = draws.logUniform(60, 3_600);
          double perSecond = draws.logUniform(0.02, 0.5);
          Traffic.sessions(stage, draws, perSecond, Load.even(), each -> each.exponential(life));
        });
  }
}

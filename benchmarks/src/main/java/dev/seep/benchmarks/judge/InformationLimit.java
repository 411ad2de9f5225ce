package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeTier;

/// How many leaked members any test of AgeFloor's kind has to see.
///
/// H0 is growth at no more than β0 of its own average. An event of a Poisson leak is worth ln(1/β0)
/// and the time without events costs 1 − β0 of an event, so that evidence of 11.5 (one in 100,000)
/// takes n* = 11.5 / (ln(1/β0) + β0 − 1) events.
final class InformationLimit {
  static final double EVIDENCE = 11.5;

  private InformationLimit() {}

  /// The share of its own average below which growth is nothing but a plateau's.
  static double beta(LifetimeTier tier) {
    return switch (tier) {
      case DEFINITE, CLIENT, MEMORY -> 0.35;
      case SERVER -> 0.5;
      case FILE -> 0.7;
    };
  }

  static double members(double beta) {
    return EVIDENCE / (Math.log(1 / beta) + beta - 1);
  }

  /// The time that n* leaked members take.
  static double hours(LifetimeTier tier, double perMinute) {
    return members(beta(tier)) / perMinute / 60;
  }
}

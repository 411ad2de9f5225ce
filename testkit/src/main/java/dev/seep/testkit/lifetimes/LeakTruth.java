package dev.seep.testkit.lifetimes;

/// What leaks in a simulated run, as a fact.
///
/// @param perMinute the leak's rate as its expected mean over whole days, in members (or units of
///   the level) a minute
/// @param startsAtSeconds when it begins, counted from the run's start
public record LeakTruth(double perMinute, long startsAtSeconds) {
  public LeakTruth {
    if (!(perMinute > 0) || startsAtSeconds < 0) {
      throw new IllegalArgumentException(
          "a leak needs a rate above 0 and a start in the run, not "
              + perMinute
              + " a minute from second "
              + startsAtSeconds);
    }
  }
}

package dev.seep.benchmarks.judge;

/// An estimate of a leak's rate: members (or units of the level) a minute, with its interval of 95
/// %.
record Slope(double perMinute, double low, double high) {
  boolean covers(double truth) {
    return low <= truth && truth <= high;
  }
}

package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeSeries;

/// Something that claims to tell leaks from health. It is handed one run at a time, possibly by
/// several threads at once, and must not look at the run's truth.
interface Contender {
  String name();

  Ruling judge(LifetimeSeries run);
}

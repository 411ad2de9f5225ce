package dev.seep.watch;

import dev.seep.watch.Engine.Resources;
import dev.seep.watch.Engine.Watched;
import dev.seep.watch.Hunts.HuntSettings;
import dev.seep.watch.SelfWatch.Allowance;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;

/// What can be set of the watch itself, but for whom it tells and what it serves.
///
/// @param looksShare of one processor that looks at descriptors may take
/// @param labels put on every figure
/// @param classes that the detectors may follow together, some 35 KB each
record WatchSettings(
    Duration interval,
    HuntSettings hunts,
    Allowance allowance,
    double looksShare,
    int classes,
    Resources resources,
    SortedMap<String, String> labels,
    Watched watched) {
  static final WatchSettings STANDARD =
      new WatchSettings(
          Duration.ofSeconds(5),
          HuntSettings.STANDARD,
          Allowance.STANDARD,
          0.004,
          500,
          Resources.ALL,
          Collections.emptySortedMap(),
          row -> true);
}

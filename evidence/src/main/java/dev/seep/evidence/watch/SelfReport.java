package dev.seep.evidence.watch;

import dev.seep.evidence.Blind;
import java.time.Instant;
import java.util.List;

/// What the watch itself uses and how well it keeps up.
///
/// @param startedAt when the daemon began
/// @param tickAt when the last tick ended
/// @param tickMillis how long it took
/// @param ticks since the start
/// @param late of them, begun more than half an interval behind time
/// @param cpuShare of one processor over the last five minutes, helpers and hunts included; NaN
///   before there are any
/// @param cpuSeconds since the start
/// @param descriptors, threads of its own
/// @param descriptorLimit its own soft limit, -1 when not known
/// @param residentBytes, heapUsedBytes, heapMaxBytes of its own
/// @param storeBytes what the history takes on disk
/// @param storeLimitBytes what it may take
/// @param series followed now
/// @param detectorClasses classes that the detectors follow now
/// @param hunts begun since the start
/// @param huntsRunning now
/// @param budgets what it allows itself, and how much of that is used
/// @param shed what is left undone as the budget is spent, in plain words; empty when nothing is
/// @param blind what cannot be seen on this host
public record SelfReport(
    Instant startedAt,
    Instant tickAt,
    double tickMillis,
    long ticks,
    long late,
    double cpuShare,
    double cpuSeconds,
    int descriptors,
    int descriptorLimit,
    int threads,
    long residentBytes,
    long heapUsedBytes,
    long heapMaxBytes,
    long storeBytes,
    long storeLimitBytes,
    int series,
    int detectorClasses,
    long hunts,
    int huntsRunning,
    List<Budget> budgets,
    List<String> shed,
    List<Blind> blind) {

  /// One allowance.
  ///
  /// @param name `cpu`, `resident memory`, `descriptors`, `disk`
  /// @param unit `share of one processor`, `bytes`, `descriptors`
  public record Budget(String name, String unit, double used, double allowed) {}
}

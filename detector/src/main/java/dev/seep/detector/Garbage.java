package dev.seep.detector;

import dev.seep.evidence.ManagedRuntime;

/// How far a collector lets garbage grow before it comes, as its documentation or its source says.
enum Garbage {
  /// The next collection is at twice the live heap (`GOGC=100`, `runtime` package), and comes after
  /// two minutes in any case (`forcegcperiod` of `runtime/proc.go`), here with half a minute to
  /// spare. A process that sets GOGC higher is told by the latter alone.
  GO(2.5, 0, 150),
  /// `kMaxHeapGrowingFactor` of V8's `heap-controller.h` is 4; before the first collection of the
  /// old generation it may grow to 512 MB (`initial_old_generation_size` of `heap.h`).
  V8(4, 512L << 20, Double.POSITIVE_INFINITY),
  OTHER(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);

  /// For what is no heap, and for what falls between two looks.
  private static final long LEEWAY_BYTES = 16L << 20;

  /// What was left by the last collection, so many times.
  private final double times;

  /// Bytes that may come before it collects at all.
  private final long beforeTheFirst;

  /// It collects at least so often; infinite when it may wait for ever.
  private final double collectedWithinSeconds;

  Garbage(double times, long beforeTheFirst, double collectedWithinSeconds) {
    this.times = times;
    this.beforeTheFirst = beforeTheFirst;
    this.collectedWithinSeconds = collectedWithinSeconds;
  }

  static Garbage of(ManagedRuntime runtime) {
    return switch (runtime) {
      case GO -> GO;
      case V8 -> V8;
      case NATIVE, HOTSPOT, OTHER -> OTHER;
    };
  }

  /// @param base bytes after the last collection that was seen
  double most(long base) {
    return times * base + LEEWAY_BYTES;
  }

  /// @param base bytes at the first look, before any collection was seen
  double mostFromTheStart(long base) {
    return Math.max(most(base), (double) base + beforeTheFirst);
  }

  double collectedWithinSeconds() {
    return collectedWithinSeconds;
  }

  String whyMore() {
    return "that is more than the collector lets garbage grow to";
  }

  String whyForced() {
    return "and meanwhile the collector came";
  }
}

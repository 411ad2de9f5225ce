package dev.seep.casebook;

import java.time.Duration;

/// On what terms a case is hunted.
///
/// @param watch how long a hunt may take to decide
/// @param perSecond leaks a second, in the twin as many operations of the same kind
/// @param children whether the processes that the hunted one forks are followed, too
public record Terms(Duration watch, double perSecond, boolean children) {
  /// No case may need longer, or nobody would run them all.
  static final Duration LONGEST_WATCH = Duration.ofMinutes(3);

  public Terms {
    if (!watch.isPositive() || watch.compareTo(LONGEST_WATCH) > 0) {
      throw new IllegalArgumentException(
          "watch is 1 to " + LONGEST_WATCH.toSeconds() + " seconds, not " + watch.toSeconds());
    }
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("perSecond must be above 0, not " + perSecond);
    }
  }
}

package dev.seep.hunt;

import java.time.Duration;

/// How to hunt.
///
/// @param length how long to watch at most
/// @param full watch the whole time even when the verdict is already sure
/// @param trace trace opens and closes where that is permitted
/// @param children follow the processes that the target forks, too
public record HuntOptions(Duration length, boolean full, boolean trace, boolean children) {
  public static final Duration DEFAULT_LENGTH = Duration.ofMinutes(2);

  public HuntOptions {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a hunt must last longer than " + length);
    }
  }

  /// Traced where permitted, and no other process followed.
  public HuntOptions(Duration length, boolean full) {
    this(length, full, true, false);
  }
}

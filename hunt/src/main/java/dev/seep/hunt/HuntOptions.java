package dev.seep.hunt;

import java.time.Duration;

/// How to hunt.
///
/// @param length how long to watch at most
/// @param full watch the whole time even when the verdict is already sure
public record HuntOptions(Duration length, boolean full) {
  public static final Duration DEFAULT_LENGTH = Duration.ofMinutes(2);

  public HuntOptions {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a hunt must last longer than " + length);
    }
  }
}

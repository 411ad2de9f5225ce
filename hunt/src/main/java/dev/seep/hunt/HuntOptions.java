package dev.seep.hunt;

import java.time.Duration;

/// How to hunt.
///
/// @param length how long to watch at most
/// @param full watch the whole time even when the verdict is already sure
/// @param trace trace opens and closes where that is permitted
/// @param children follow the processes that the target forks, too
/// @param recorder keeps what the judgement of the target rests on
public record HuntOptions(
    Duration length, boolean full, boolean trace, boolean children, HuntRecorder recorder) {
  public static final Duration DEFAULT_LENGTH = Duration.ofMinutes(2);

  public HuntOptions {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("a hunt must last longer than " + length);
    }
  }

  /// Without a recorder.
  public HuntOptions(Duration length, boolean full, boolean trace, boolean children) {
    this(length, full, trace, children, HuntRecorder.NONE);
  }

  /// The same, recorded.
  public HuntOptions recordedBy(HuntRecorder other) {
    return new HuntOptions(length, full, trace, children, other);
  }

  /// Traced where permitted, and no other process followed.
  public HuntOptions(Duration length, boolean full) {
    this(length, full, true, false);
  }
}

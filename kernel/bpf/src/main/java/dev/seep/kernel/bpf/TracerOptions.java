package dev.seep.kernel.bpf;

/// How to trace.
///
/// @param children whether processes that a watched one forks are watched too
/// @param stacksPerSecond how many call stacks are taken at most; 0 for none
/// @param stackBytes how much of each stack is copied: 8192 or 16384
/// @param livesPerSecond how many ended lives are told at most; those beyond are counted alone
public record TracerOptions(
    boolean children, int stacksPerSecond, int stackBytes, int livesPerSecond) {
  public static final int MANY_LIVES = 20_000;
  public static final int SMALL_STACK = 8192;
  public static final int LARGE_STACK = 16384;

  public TracerOptions {
    if (stackBytes != SMALL_STACK && stackBytes != LARGE_STACK) {
      throw new IllegalArgumentException("a stack copy is 8192 or 16384 bytes, not " + stackBytes);
    }
    if (stacksPerSecond < 0 || livesPerSecond < 0) {
      throw new IllegalArgumentException(
          "a negative budget: " + stacksPerSecond + " stacks, " + livesPerSecond + " lives");
    }
  }

  /// As many lives as a busy process ends.
  public TracerOptions(boolean children, int stacksPerSecond, int stackBytes) {
    this(children, stacksPerSecond, stackBytes, MANY_LIVES);
  }

  /// The process alone, 300 stacks a second of 16 KB each.
  public static TracerOptions usual() {
    return new TracerOptions(false, 300, LARGE_STACK);
  }
}

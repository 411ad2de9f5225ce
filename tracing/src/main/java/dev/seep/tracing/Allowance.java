package dev.seep.tracing;

/// So many a second, and no more than a quarter second's worth at once.
final class Allowance {
  private final double perSecond;
  private double left;
  private long atNanos;

  Allowance(int perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.left = perSecond / 4.0;
    this.atNanos = nowNanos;
  }

  /// Whether there is one more at this moment.
  boolean take(long nowNanos) {
    left = Math.min(perSecond / 4, left + (nowNanos - atNanos) * perSecond / 1e9);
    atNanos = nowNanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}

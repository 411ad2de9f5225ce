package dev.seep.watch.journal;

/// So many a second, and what one burst may take at once. Not for several threads.
final class Budget {
  private final double perNano;
  private final double burst;
  private double left;
  private long filledAt;

  Budget(int perSecond, int burst, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.burst = burst;
    this.left = burst;
    this.filledAt = nowNanos;
  }

  boolean take(long nowNanos) {
    left = Math.min(burst, left + Math.max(0, nowNanos - filledAt) * perNano);
    filledAt = nowNanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}

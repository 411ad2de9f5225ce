package dev.seep.hunt;

import java.util.concurrent.TimeUnit;

/// Time as a hunt lives it: a parameter, so that tests can make it pass.
public interface Timeline {
  /// Monotonic nanoseconds from an arbitrary origin.
  long nanos();

  /// Waits; returns early when the thread is interrupted, leaving its interrupt flag set.
  void sleep(long nanos);

  /// The time that everybody lives in.
  static Timeline real() {
    return new Timeline() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(long nanos) {
        try {
          TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}

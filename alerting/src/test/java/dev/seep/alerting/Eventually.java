package dev.seep.alerting;

import java.util.function.BooleanSupplier;

/// Waits for what another thread is about to do.
public final class Eventually {
  private static final long MOST_MILLIS = 30_000;

  private Eventually() {}

  public static void eventually(String what, BooleanSupplier holds) throws InterruptedException {
    for (long waited = 0; waited < MOST_MILLIS; waited += 10) {
      if (holds.getAsBoolean()) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("it never came to this: " + what);
  }
}

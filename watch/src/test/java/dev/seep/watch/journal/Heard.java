package dev.seep.watch.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/// A listener that keeps what it is told.
final class Heard implements ExhaustionListener {
  final List<Exhausted> all = new CopyOnWriteArrayList<>();

  @Override
  public void exhausted(Exhausted seen) {
    all.add(seen);
  }

  /// Waits until something is so, half a minute at most.
  static void until(BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it has not come to pass in 30 s");
      }
      Thread.sleep(20);
    }
  }
}

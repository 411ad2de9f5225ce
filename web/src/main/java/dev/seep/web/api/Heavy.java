package dev.seep.web.api;

import dev.seep.evidence.Blind;
import dev.seep.web.http.Refusal;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets few requests at a time do what costs processor time and memory: many readers must not take
/// what the watch needs.
final class Heavy {
  private static final int AT_A_TIME = 2;
  private static final long PATIENCE_SECONDS = 10;

  private final Semaphore places = new Semaphore(AT_A_TIME);

  /// @throws Refusal 503 when others keep all places
  <T> T run(Supplier<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal(
            503,
            new Blind("this request", "others like it are being answered", "try again"),
            Map.of("Retry-After", "5"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}

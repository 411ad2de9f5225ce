package dev.seep.watch;

import dev.seep.evidence.Reading;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The watch's own thread: ticks at its interval, and between ticks does what others ask of it. A
/// task that throws is told and the loop goes on; only [#stop] ends it.
final class Loop {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final int MOST_WAITING = 256;

  /// Does the work.
  interface Work {
    /// @param lateNanos how long after its time the tick begins
    void tick(long lateNanos);

    /// Something that nobody foresaw was thrown.
    void failed(String task, Throwable thrown);
  }

  private final LongSupplier nanos;
  private final Work work;
  private final LinkedBlockingQueue<Runnable> asked = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile long intervalNanos;
  private volatile long tickedAt;

  Loop(Duration interval, LongSupplier nanos, Work work) {
    this.nanos = nanos;
    this.work = work;
    this.intervalNanos = interval.toNanos();
    this.tickedAt = nanos.getAsLong();
  }

  void reconfigure(Duration interval) {
    intervalNanos = interval.toNanos();
  }

  /// Runs until it is stopped.
  void run() {
    long due = nanos.getAsLong();
    while (!stopped.get()) {
      long now = nanos.getAsLong();
      if (now - due >= 0) {
        long late = now - due;
        guarded("tick", () -> work.tick(late));
        tickedAt = nanos.getAsLong();
        due += intervalNanos;
        // What was missed, by a pause of the machine or a long tick, is not made up for.
        if (tickedAt - due > intervalNanos) {
          due = tickedAt + intervalNanos / 2;
        }
        continue;
      }
      serve(due - now);
    }
  }

  private void serve(long atMostNanos) {
    try {
      Runnable task = asked.poll(atMostNanos, TimeUnit.NANOSECONDS);
      if (task != null) {
        guarded("request", task);
      }
    } catch (InterruptedException interrupted) {
      stopped.set(true);
    }
  }

  private void guarded(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError | LinkageError | OutOfMemoryError thrown) {
      work.failed(name, thrown);
    }
  }

  /// Seconds since the last tick ended.
  double silentSeconds() {
    return (nanos.getAsLong() - tickedAt) / 1e9;
  }

  /// Asks for something to be done soon, and waits for nothing; false when too much is waiting.
  boolean ask(Runnable task) {
    return asked.offer(task);
  }

  /// Has something done on the loop's thread, and waits for its answer.
  <T> Reading<T> call(Supplier<Reading<T>> task) {
    CompletableFuture<Reading<T>> answer = new CompletableFuture<>();
    boolean taken =
        ask(() -> {
          try {
            answer.complete(task.get());
          } catch (RuntimeException | Error thrown) {
            answer.completeExceptionally(thrown);
            throw thrown;
          }
        });
    if (!taken) {
      return Reading.unseen("an answer of the watch", "too many wait for one", "try again");
    }
    try {
      return answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Reading.unseen("an answer of the watch", "it was interrupted", "");
    } catch (ExecutionException failed) {
      return Reading.unseen(
          "an answer of the watch", "it failed: " + failed.getCause(), "see the watch's log");
    } catch (TimeoutException late) {
      return Reading.unseen("an answer of the watch", "it did not come in time", "try again");
    }
  }

  void stop() {
    stopped.set(true);
    asked.offer(() -> {});
  }
}

package dev.seep.web.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends network operations that take too long by interrupting their thread: an interrupted
/// operation on a channel closes it ([java.nio.channels.InterruptibleChannel]). The server's own
/// time limits will not do: `maxRspTime` would end every stream of events, and its timer closes a
/// TLS connection by writing to it, which can block for good.
///
/// A deadline is armed only while its thread reads from or writes to the network, never while it
/// asks the watch, as an interrupt there could close the store's files.
public final class Deadlines implements AutoCloseable {
  static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("http-deadlines").factory());

  public Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /// One for the calling thread, not armed.
  public Deadline forThisThread() {
    return new Deadline(Thread.currentThread());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /// The time limit of one thread's network operation.
  public final class Deadline {
    private final Thread thread;
    private @Nullable Future<?> pending;
    private boolean armed;
    private boolean passed;

    private Deadline(Thread thread) {
      this.thread = thread;
    }

    /// Interrupts the thread unless it is disarmed in time.
    public synchronized void arm(Duration limit) {
      cancel();
      armed = true;
      pending = timer.schedule(this::pass, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// @throws IOException when it has passed: the connection is closed
    public synchronized void disarm() throws IOException {
      armed = false;
      cancel();
      if (passed) {
        throw new InterruptedIOException("the other side took too long");
      }
    }

    /// Disarms without a word, at the end of a connection.
    synchronized void end() {
      armed = false;
      cancel();
    }

    synchronized boolean hasPassed() {
      return passed;
    }

    private synchronized void pass() {
      if (armed) {
        passed = true;
        thread.interrupt();
      }
    }

    private void cancel() {
      if (pending != null) {
        pending.cancel(false);
        pending = null;
      }
    }
  }
}

package dev.seep.web.http;

import dev.seep.web.http.Deadlines.Deadline;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// A virtual thread for each request, from its first byte on, under a deadline: whoever sends a
/// request or a TLS handshake by drips is cut off.
public final class Workers implements Executor, AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.seep.web");
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final Deadlines deadlines;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  public Workers(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Override
  public void execute(Runnable request) {
    Thread.ofVirtual().name("http").start(() -> run(request));
  }

  private void run(Runnable request) {
    Deadline deadline = deadlines.forThisThread();
    running.add(Thread.currentThread());
    try {
      deadline.arm(REQUEST_LIMIT);
      ScopedValue.where(Deadlines.CURRENT, deadline).run(request);
    } catch (RuntimeException | Error e) {
      LOG.log(Logger.Level.WARNING, "a request failed outside of every route", e);
    } finally {
      deadline.end();
      running.remove(Thread.currentThread());
    }
  }

  public int active() {
    return running.size();
  }

  /// Returns when no request runs, or after the time given.
  public void awaitIdle(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (!running.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends what still waits for the network.
  @Override
  public void close() {
    running.forEach(Thread::interrupt);
  }
}

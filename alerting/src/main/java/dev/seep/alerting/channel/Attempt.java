package dev.seep.alerting.channel;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One try with one end: whatever it has opened is closed when its time is up, which frees a thread
/// that waits for a peer that drips, and when it is over.
///
/// A socket's own timeouts begin anew with every byte, and are of no use in a TLS handshake; only
/// closing the socket beneath ends them all.
public final class Attempt implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final long endNanos;
  private final Future<?> end;
  private final List<Closeable> opened = new ArrayList<>();
  private boolean over;
  private volatile boolean expired;

  public Attempt(Duration most) {
    endNanos = System.nanoTime() + most.toNanos();
    end = WATCH.schedule(this::expire, most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("seep-alert-deadline").factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  /// Closes this at the end; at once when the end has come.
  public <T extends Closeable> T guard(T resource) throws IOException {
    synchronized (opened) {
      if (!over) {
        opened.add(resource);
        return resource;
      }
    }
    resource.close();
    throw new IOException("the time for this try is up");
  }

  /// Milliseconds left, at least 1.
  public int leftMillis() {
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }

  /// Whether the time was up before it was over.
  public boolean isExpired() {
    return expired;
  }

  private void expire() {
    expired = true;
    closeAll();
  }

  private void closeAll() {
    List<Closeable> all;
    synchronized (opened) {
      over = true;
      all = List.copyOf(opened);
      opened.clear();
    }
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        // A socket that fails to close is closed all the same.
      }
    }
  }

  @Override
  public void close() {
    end.cancel(false);
    closeAll();
  }
}

package dev.seep.web.http;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps the server from spinning when no connection can be accepted. Out of descriptors, accept(2)
/// fails while the connection stays in the queue, and jdk.httpserver tries again at once, for ever:
/// 68 % of a processor were measured. The one thing it does between two tries is to log the
/// failure, on the thread that tries; so a handler of that log waits a moment.
///
/// It may not come to rest again at all: an accept that failed ends the round before cancelled keys
/// are taken from the selector, the connection of such a key cannot be registered again
/// (`Dispatcher (7)` with a `CancelledKeyException`), and each round ends there before it would
/// select, for ever. Nothing but a new server helps: the one who gave itself as `stuck` is told.
///
/// Should a later JDK log otherwise, the server works as before, and spins.
public final class AcceptFailures extends Handler {
  private static final long PAUSE_NANOS = 100_000_000;

  /// Held, as java.util.logging forgets loggers that nobody holds.
  private static final Logger SERVER = Logger.getLogger("com.sun.net.httpserver");

  /// Rounds in a row that ended there: a single one may pass by itself.
  private static final int ROUNDS = 5;

  private static boolean installed;
  private final Map<Thread, Integer> rounds = new WeakHashMap<>();
  private static final List<Consumer<Thread>> STUCK = new CopyOnWriteArrayList<>();

  private AcceptFailures() {}

  /// @param stuck told of a server's dispatcher that does not come to rest again, on that thread
  /// @return takes `stuck` back
  public static synchronized Runnable slowDown(Consumer<Thread> stuck) {
    if (!installed) {
      installed = true;
      SERVER.setLevel(Level.FINER);
      SERVER.setUseParentHandlers(false);
      SERVER.addHandler(new AcceptFailures());
    }
    STUCK.add(stuck);
    return () -> STUCK.remove(stuck);
  }

  @Override
  public void publish(LogRecord logged) {
    if (logged.getThrown() instanceof IOException && "Dispatcher (4)".equals(logged.getMessage())) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } else if (logged.getThrown() instanceof CancelledKeyException) {
      LockSupport.parkNanos(PAUSE_NANOS);
      if (round() == ROUNDS) {
        STUCK.forEach(each -> each.accept(Thread.currentThread()));
      }
    }
  }

  private synchronized int round() {
    return rounds.merge(Thread.currentThread(), 1, Integer::sum);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

package dev.seep.web.http;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Keeps the server from spinning when no connection can be accepted. Out of descriptors, accept(2)
/// fails while the connection stays in the queue, and jdk.httpserver tries again at once, for ever:
/// 68 % of a processor were measured. The one thing it does between two tries is to log the
/// failure, on the thread that tries; so a handler of that log waits a moment.
///
/// Should a later JDK log otherwise, the server works as before, and spins.
public final class AcceptFailures extends Handler {
  private static final long PAUSE_NANOS = 100_000_000;

  /// Held, as java.util.logging forgets loggers that nobody holds.
  private static final Logger SERVER = Logger.getLogger("com.sun.net.httpserver");

  private static boolean installed;

  private AcceptFailures() {}

  public static synchronized void slowDown() {
    if (!installed) {
      installed = true;
      SERVER.setLevel(Level.FINER);
      SERVER.setUseParentHandlers(false);
      SERVER.addHandler(new AcceptFailures());
    }
  }

  @Override
  public void publish(LogRecord logged) {
    if (logged.getThrown() instanceof IOException && "Dispatcher (4)".equals(logged.getMessage())) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

package dev.seep.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ctrl-C (and SIGTERM, SIGHUP) as a wish to come to an end, not as an end.
///
/// Once [#install]ed, a shutdown hook holds the end of the process back until the command has
/// printed what it knows and [#finished] gives the exit code, or its patience is over.
final class Interrupt {
  private static final int PATIENCE_SECONDS = 15;
  private static final int EXIT_BY_SIGINT = 130;

  private final CountDownLatch raised = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = EXIT_BY_SIGINT;
  private @Nullable Thread hook;

  void install() {
    if (hook == null) {
      hook = new Thread(this::holdBack, "interrupt");
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  private void holdBack() {
    raised.countDown();
    try {
      boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(inTime ? exitCode : EXIT_BY_SIGINT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRaised() {
    return raised.getCount() == 0;
  }

  /// Waits for so long, or until it is raised; says whether it is.
  boolean await(long millis) {
    try {
      return raised.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Everything is printed and closed: the process may end with this code.
  void finished(int code) {
    exitCode = code;
    finished.countDown();
    if (hook != null && !isRaised()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It was raised just now: the hook ends the process with the code it was given.
      }
    }
  }
}

package dev.seep.cli;

import java.time.Duration;

/// The progress of a hunt whose target Seep started itself: signals are the command's, and the
/// second Ctrl-C is Seep's.
final class Following implements Progress {
  /// As long as anybody will wait.
  static final Duration TO_ITS_END = Duration.ofDays(365);

  private final Session session;
  private final Launched launched;
  private volatile int interrupts;

  Following(Session session, Launched launched) {
    this.session = session;
    this.launched = launched;
    Signals.take(Signals.FORWARDED, this::received);
  }

  /// A terminal sends its signals to the command as well, so that they are passed on only where
  /// there is none.
  private synchronized void received(String signal) {
    boolean fromTerminal = session.terminal().errIsTerminal();
    if (signal.equals("INT")) {
      interrupts++;
    }
    if (!fromTerminal || !(signal.equals("INT") || signal.equals("QUIT"))) {
      launched.signal(signal);
    }
  }

  @Override
  public void began() {
    launched.go();
  }

  @Override
  public void at(double elapsedSeconds, double totalSeconds, int looks, int open, String leading) {}

  @Override
  public boolean stopRequested() {
    return interrupts > 1;
  }
}

package dev.seep.cli;

import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.evidence.KernelText;

/// One line on standard error that is written over and over, and gone at the end. Without a
/// terminal there is none.
final class ProgressLine implements Progress, AutoCloseable {
  private static final int WIDTH_WITHOUT_TERMINAL_OUT = 80;

  private final Session session;
  private boolean drawn;

  ProgressLine(Session session) {
    this.session = session;
  }

  @Override
  public void began() {}

  @Override
  public void at(double elapsedSeconds, double totalSeconds, int looks, int open, String leading) {
    if (!session.terminal().errIsTerminal()) {
      return;
    }
    String dot = session.terminal().unicode() ? " · " : " - ";
    String text =
        Figures.span(elapsedSeconds)
            + " of "
            + Figures.span(totalSeconds)
            + dot
            + Figures.grouped(looks)
            + " looks"
            + (open < 0 ? "" : dot + Figures.grouped(open) + " open")
            + (leading.isEmpty() ? "" : dot + KernelText.printable(leading));
    int width = Math.min(WIDTH_WITHOUT_TERMINAL_OUT, session.terminal().columns()) - 1;
    session.err().text("\r\033[K" + DisplayWidth.truncate(text, width, ".."));
    drawn = true;
  }

  @Override
  public boolean stopRequested() {
    return session.interrupt().isRaised();
  }

  @Override
  public void close() {
    if (drawn) {
      session.err().text("\r\033[K");
    }
  }
}

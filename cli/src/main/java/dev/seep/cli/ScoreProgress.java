package dev.seep.cli;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.evidence.KernelText;
import dev.seep.score.CaseRun;
import dev.seep.score.Scorer;
import java.util.Collection;
import java.util.List;

/// How a score is getting on: one line on standard error that is written over and over, and above
/// it the misses as they come. Without a terminal there is nothing.
final class ScoreProgress implements Scorer.Listener, AutoCloseable {
  private static final int WIDTH_WITHOUT_TERMINAL_OUT = 80;

  private final Session session;
  private final long beganNanos = System.nanoTime();
  private int missed;
  private int notRun;
  private String state = "building";
  private String shown = "";

  ScoreProgress(Session session) {
    this.session = session;
  }

  @Override
  public void built(Case last, Build build, int done, int all) {
    if (!(build instanceof Build.Built)) {
      tell(last.name() + " is not run: " + Scorer.whyNot(build));
    }
    state = "built " + done + " of " + all + " cases";
    draw(List.of());
  }

  @Override
  public void finished(CaseRun run, int done, int all) {
    run.misses().forEach(miss -> tell("missed: " + run.trial().title() + ": " + miss));
    missed += run.misses().isEmpty() ? 0 : 1;
    notRun += run.ran() ? 0 : 1;
    state =
        done
            + " of "
            + all
            + " hunts done, "
            + missed
            + " with a miss"
            + (notRun == 0 ? "" : ", " + notRun + " not run");
    draw(List.of());
  }

  @Override
  public void waiting(Collection<String> running) {
    draw(running);
  }

  private void draw(Collection<String> running) {
    if (!session.terminal().errIsTerminal()) {
      return;
    }
    String dot = session.terminal().unicode() ? " · " : " - ";
    String stopping = session.interrupt().isRaised() ? dot + "coming to an end" : "";
    double seconds = Math.floor((System.nanoTime() - beganNanos) / 1e9);
    String text = state + dot + Figures.span(Math.max(10, seconds)) + stopping;
    text += running.isEmpty() ? "" : dot + String.join(", ", running);
    if (!text.equals(shown)) {
      session.err().text("\r\033[K" + DisplayWidth.truncate(text, width(), ".."));
      shown = text;
    }
  }

  private int width() {
    int columns = session.terminal().columns();
    return (columns == Canvas.UNLIMITED ? WIDTH_WITHOUT_TERMINAL_OUT : columns) - 1;
  }

  /// A line that stays, the one of the moment below it.
  private void tell(String line) {
    if (session.terminal().errIsTerminal()) {
      String first = KernelText.printable(line.lines().findFirst().orElse(""));
      session.err().text("\r\033[K" + first + "\n");
      shown = "";
    }
  }

  @Override
  public void close() {
    if (session.terminal().errIsTerminal()) {
      session.err().text("\r\033[K");
    }
  }
}

package dev.seep.cli.top;

import dev.seep.evidence.Reading;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The whole window of a terminal, and the way back to what it was: raw mode, the alternate screen,
/// no cursor, no wrapping at the right edge.
///
/// A frame is written line by line, and only lines that changed, each at its own place: so a
/// character that the terminal holds for wider than Seep does cannot shift what is below it. For
/// one thread.
final class FullScreen implements AutoCloseable {
  /// DECSET and DECRST of xterm's `ctlseqs`: alternate screen, cursor, autowrap.
  private static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[2J";

  private static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";

  private final Terminal terminal;
  private final Attributes before;
  private final Consumer<String> out;
  private final List<String> shown = new ArrayList<>();
  private boolean entered;

  private FullScreen(Terminal terminal, Consumer<String> out) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
    this.out = out;
  }

  /// Takes the terminal that standard input and output lead to.
  ///
  /// @param out writes to it at once
  static Reading<FullScreen> open(Consumer<String> out) {
    try {
      // By native calls, or else by stty(1); a dumb terminal is no answer.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .providers("ffm,exec")
              .dumb(false)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build();
      FullScreen screen = new FullScreen(terminal, out);
      screen.enter();
      return Reading.seen(screen);
    } catch (IOException | IllegalStateException e) {
      return Reading.unseen(
          "the terminal",
          String.valueOf(e.getMessage()),
          "seep top --once prints one plain screen");
    }
  }

  /// Takes the window, whether it had been left or another program wrote over it.
  void enter() {
    Attributes raw = new Attributes(before);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    // A read comes back with a byte, and not ten times a second without one.
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    terminal.setAttributes(raw);
    entered = true;
    out.accept(ENTER);
    shown.clear();
  }

  /// Gives the window back as it was.
  void leave() {
    if (entered) {
      entered = false;
      out.accept(LEAVE);
      try {
        terminal.setAttributes(before);
      } catch (IllegalStateException e) {
        // JLine's own shutdown hook was faster, and has put them back.
      }
    }
  }

  static KeyReader keys() {
    return new KeyReader(new FileInputStream(FileDescriptor.in));
  }

  int columns() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 ? size.getColumns() : 80;
  }

  int rows() {
    Size size = terminal.getSize();
    return size.getRows() > 0 ? size.getRows() : 24;
  }

  /// Forgets what stands there, so that the next frame is written whole.
  void forget() {
    shown.clear();
    out.accept("\033[2J");
  }

  /// Shows these lines, the first at the top.
  void paint(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    int last = Math.max(lines.size(), shown.size());
    for (int i = 0; i < last; i++) {
      String line = i < lines.size() ? lines.get(i) : "";
      if (i >= shown.size() || !shown.get(i).equals(line)) {
        // Erased before: behind the last column the cursor stands on what was written there.
        frame.append("\033[").append(i + 1).append(";1H\033[K").append(line).append("\033[0m");
      }
    }
    shown.clear();
    shown.addAll(lines);
    if (!frame.isEmpty()) {
      out.accept(frame.toString());
    }
  }

  @Override
  public void close() {
    leave();
    try {
      terminal.close();
    } catch (IOException e) {
      // The terminal is as it was; there is nobody left to tell.
    }
  }
}

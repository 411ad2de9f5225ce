package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.kernel.libc.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What the standard streams lead to.
///
/// @param columns width of the terminal, [Canvas#UNLIMITED] when output is no terminal
/// @param unicode the locale's character set is UTF-8
/// @param colourWanted the environment does not refuse colours
public record Terminal(
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    boolean unicode,
    boolean colourWanted) {
  private static final int DEFAULT_COLUMNS = 80;

  static Terminal of(Map<String, String> environment) {
    boolean out = isTerminal(1);
    return new Terminal(
        out,
        isTerminal(2),
        columns(out, environment.getOrDefault("COLUMNS", "")),
        isUnicode(environment),
        // https://no-color.org: any value that is not empty.
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.getOrDefault("TERM", "dumb")));
  }

  /// Asks the link of the descriptor, which spares the native call: terminals are under `/dev/pts`
  /// (pts(4)), `/dev/tty*` (tty(4)) or `/dev/console` (console(4)).
  private static boolean isTerminal(int fd) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.startsWith("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /// A width given by the environment holds for what is no terminal, too.
  private static int columns(boolean terminal, String given) {
    try {
      int columns = given.isEmpty() ? 0 : Integer.parseInt(given.strip());
      if (columns > 0) {
        return columns;
      }
    } catch (NumberFormatException e) {
      // No number is as good as none given.
    }
    return terminal ? askTerminal() : Canvas.UNLIMITED;
  }

  private static int askTerminal() {
    int columns = TerminalSize.columns(1);
    return columns > 0 ? columns : DEFAULT_COLUMNS;
  }

  private static boolean isUnicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String charset = value.toLowerCase(Locale.ROOT);
        return charset.contains("utf-8") || charset.contains("utf8");
      }
    }
    return false;
  }
}

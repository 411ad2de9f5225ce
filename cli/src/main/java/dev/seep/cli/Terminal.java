package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.kernel.libc.Syscalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

  /// `TIOCGWINSZ` of `asm-generic/ioctls.h` and the number of ioctl(2).
  private static final long TIOCGWINSZ = 0x5413;

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
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(8);
      int ioctl = "aarch64".equals(System.getProperty("os.arch")) ? 29 : 16;
      long result = Syscalls.call(ioctl, 1, TIOCGWINSZ, size.address(), 0, 0, 0);
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 2));
      return result == 0 && columns > 0 ? columns : DEFAULT_COLUMNS;
    }
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

package dev.seep.cli.top;

import dev.seep.cli.top.Key.Kind;
import java.io.IOException;
import org.jline.utils.NonBlockingReader;

/// Reads keys off a terminal in raw mode: single characters, and the sequences that xterm, tmux,
/// the Linux console and their like send for the others (ECMA-48 control sequences; xterm's
/// `ctlseqs`).
final class KeyReader {
  /// A sequence comes in one piece; over a slow line its second byte may take this long. What comes
  /// later makes the Escape key of its first byte.
  private static final long ESCAPE_MILLIS = 60;

  private static final int LONGEST_SEQUENCE = 16;

  private final NonBlockingReader in;

  KeyReader(NonBlockingReader in) {
    this.in = in;
  }

  /// Waits for the next key.
  Key next() throws IOException {
    int c = in.read();
    return switch (c) {
      case -1, 3 -> Key.of(Kind.INTERRUPT);
      case '\r', '\n' -> Key.of(Kind.ENTER);
      case 8, 127 -> Key.of(Kind.BACKSPACE);
      case 12 -> Key.of(Kind.REDRAW);
      case 21 -> Key.of(Kind.ERASE_LINE);
      case 26 -> Key.of(Kind.SUSPEND);
      case 27 -> escaped();
      default -> c < ' ' ? Key.of(Kind.OTHER) : character(c);
    };
  }

  private Key character(int c) throws IOException {
    char unit = (char) c;
    if (!Character.isHighSurrogate(unit)) {
      return new Key(Kind.CHARACTER, c);
    }
    return new Key(Kind.CHARACTER, Character.toCodePoint(unit, (char) in.read()));
  }

  private Key escaped() throws IOException {
    int next = in.peek(ESCAPE_MILLIS);
    if (next != '[' && next != 'O') {
      return Key.of(Kind.ESCAPE);
    }
    in.read(ESCAPE_MILLIS);
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < LONGEST_SEQUENCE; i++) {
      int c = in.read(ESCAPE_MILLIS);
      if (c < 0) {
        break;
      }
      if (c >= 0x40 && c <= 0x7e) {
        return ofSequence((char) c, parameters.toString());
      }
      parameters.append((char) c);
    }
    return Key.of(Kind.OTHER);
  }

  private static Key ofSequence(char last, String parameters) {
    return Key.of(
        switch (last) {
          case 'A' -> Kind.UP;
          case 'B' -> Kind.DOWN;
          case 'H' -> Kind.HOME;
          case 'F' -> Kind.END;
          case 'M' -> Kind.ENTER;
          case '~' -> ofNumber(parameters);
          default -> Kind.OTHER;
        });
  }

  private static Kind ofNumber(String parameters) {
    int end = parameters.indexOf(';');
    return switch (end < 0 ? parameters : parameters.substring(0, end)) {
      case "1", "7" -> Kind.HOME;
      case "4", "8" -> Kind.END;
      case "5" -> Kind.PAGE_UP;
      case "6" -> Kind.PAGE_DOWN;
      default -> Kind.OTHER;
    };
  }
}

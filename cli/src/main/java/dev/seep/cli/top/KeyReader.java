package dev.seep.cli.top;

import dev.seep.cli.top.Key.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads keys off a terminal in raw mode: single characters, and the sequences that xterm, tmux,
/// the Linux console and their like send for the others (ECMA-48 control sequences; xterm's
/// `ctlseqs`).
final class KeyReader {
  /// A sequence comes in one piece; over a slow line its second byte may take this long. What comes
  /// later makes the Escape key of its first byte.
  private static final long ESCAPE_MILLIS = 60;

  private static final int LONGEST_SEQUENCE = 16;

  /// How often the second byte is looked for.
  private static final long STEP_MILLIS = 5;

  private final InputStream in;

  /// @param in raw bytes; JLine's own reader would hold back the end of the program until one more
  ///   key is pressed
  KeyReader(InputStream in) {
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

  /// The rest of a character in UTF-8 (RFC 3629).
  private Key character(int first) throws IOException {
    int length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    int read = length == 1 ? 0 : in.readNBytes(bytes, 1, length - 1);
    String text = new String(bytes, 0, 1 + read, StandardCharsets.UTF_8);
    return new Key(Kind.CHARACTER, text.codePointAt(0));
  }

  private Key escaped() throws IOException {
    int next = soon();
    if (next == -1) {
      return Key.of(Kind.ESCAPE);
    }
    if (next != '[' && next != 'O') {
      return Key.of(Kind.OTHER);
    }
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < LONGEST_SEQUENCE; i++) {
      int c = soon();
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

  /// The next byte, -1 when none comes in time.
  private int soon() throws IOException {
    for (long waited = 0; in.available() == 0; waited += STEP_MILLIS) {
      if (waited >= ESCAPE_MILLIS) {
        return -1;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
    return in.read();
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

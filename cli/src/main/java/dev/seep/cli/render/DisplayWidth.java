package dev.seep.cli.render;

/// How many columns of a terminal a text takes: East Asian wide characters take two, combining
/// marks none (Unicode Standard Annex #11, cut down to whole blocks).
public final class DisplayWidth {
  /// Pairs of first and last code point of the blocks that are two columns wide.
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97c,
    0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0,
    0x18cff, 0x1b000, 0x1b2fb, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000,
    0x3fffd
  };

  private DisplayWidth() {}

  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x300) {
        width++;
      } else {
        int codePoint = text.codePointAt(i);
        width += ofCodePoint(codePoint);
        i += Character.charCount(codePoint) - 1;
      }
    }
    return width;
  }

  /// The text itself when it fits, else as much of it as fits before `ellipsis`.
  public static String truncate(String text, int columns, String ellipsis) {
    if (of(text) <= columns) {
      return text;
    }
    int room = columns - of(ellipsis);
    if (room <= 0) {
      return ellipsis.substring(0, Math.max(0, Math.min(columns, ellipsis.length())));
    }
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += ofCodePoint(codePoint);
      if (used > room) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + ellipsis;
  }

  private static int ofCodePoint(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
      if (codePoint <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}

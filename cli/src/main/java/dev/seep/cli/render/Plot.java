package dev.seep.cli.render;

/// A graph of columns in characters: braille patterns of two by four dots a character (Unicode
/// block U+2800), or one sign a character where the terminal has no Unicode.
///
/// Dots are counted from the left and from the bottom.
public final class Plot {
  /// Bits of the dots of one character, `[column][row from the top]` (Unicode Standard, 21.1).
  private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

  private static final char BRAILLE = '\u2800';

  private final boolean unicode;
  private final int width;
  private final int height;
  private final int[] cells;

  /// @param width, height in characters
  public Plot(Glyphs glyphs, int width, int height) {
    this.unicode = glyphs.unicode();
    this.width = width;
    this.height = height;
    this.cells = new int[width * height];
  }

  /// How many dots there are from left to right.
  public int dotColumns() {
    return unicode ? width * 2 : width;
  }

  /// How many dots there are from the bottom to the top.
  public int dotRows() {
    return unicode ? height * 4 : height;
  }

  /// Sets the dots of one column from `low` to `high`, both included; those outside are left out.
  public void column(int x, int low, int high) {
    for (int y = Math.max(0, low); y <= Math.min(high, dotRows() - 1); y++) {
      dot(x, y);
    }
  }

  public void dot(int x, int y) {
    if (x < 0 || y < 0 || x >= dotColumns() || y >= dotRows()) {
      return;
    }
    int fromTop = dotRows() - 1 - y;
    if (unicode) {
      cells[fromTop / 4 * width + x / 2] |= DOTS[x % 2][fromTop % 4];
    } else {
      cells[fromTop * width + x] = 1;
    }
  }

  /// One line of characters, 0 at the top; `under` shows where no dot is.
  public String line(int row, char under) {
    StringBuilder line = new StringBuilder(width);
    for (int x = 0; x < width; x++) {
      int cell = cells[row * width + x];
      line.append(cell == 0 ? under : unicode ? (char) (BRAILLE + cell) : '*');
    }
    return line.toString();
  }
}

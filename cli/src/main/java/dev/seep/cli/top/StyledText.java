package dev.seep.cli.top;

import dev.seep.cli.render.DisplayWidth;

/// Text with the escapes of [dev.seep.cli.render.Style] in it.
final class StyledText {
  private StyledText() {}

  /// As much of a line as fits, with the styles of that part, and plain behind it.
  static String cut(String line, int columns) {
    if (line.length() <= columns) {
      return line;
    }
    int used = 0;
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == '\033') {
        int end = line.indexOf('m', i);
        i = end < 0 ? line.length() : end + 1;
        continue;
      }
      int next = line.offsetByCodePoints(i, 1);
      used += DisplayWidth.of(line.substring(i, next));
      if (used > columns) {
        return line.substring(0, i) + "\033[0m";
      }
      i = next;
    }
    return line;
  }
}

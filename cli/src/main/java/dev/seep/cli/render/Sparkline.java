package dev.seep.cli.render;

import java.util.List;

/// Counts as a row of small bars, oldest first, between the least and the most of them.
public final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.-=*#";

  /// So that one descriptor more or less is no mountain: the range is at least this share of the
  /// most, and at least [#LEAST_RANGE].
  private static final double LEAST_SHARE = 0.02;

  private static final int LEAST_RANGE = 4;

  private Sparkline() {}

  /// In `width` columns at most: of more counts, each column shows the last of its own. A count
  /// below 0 is a gap.
  public static String of(Glyphs glyphs, List<Integer> counts, int width) {
    String signs = glyphs.unicode() ? BLOCKS : ASCII;
    int columns = Math.min(width, counts.size());
    if (columns == 0) {
      return "";
    }
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int count : counts) {
      least = count < 0 ? least : Math.min(least, count);
      most = Math.max(most, count);
    }
    double range = Math.max(Math.max(LEAST_RANGE, most * LEAST_SHARE), (double) most - least);
    StringBuilder line = new StringBuilder(columns);
    for (int column = 0; column < columns; column++) {
      int count = counts.get((int) ((column + 1L) * counts.size() / columns) - 1);
      int level = (int) Math.round((count - least) / range * (signs.length() - 1));
      line.append(count < 0 ? ' ' : signs.charAt(Math.clamp(level, 0, signs.length() - 1)));
    }
    return line.toString();
  }
}

package dev.seep.cli.history;

/// Which value is at which height of a graph.
///
/// @param bottom, top values at its lowest and its highest dot
record Scale(long bottom, long top) {
  /// A limit that far above the highest value would press the graph to the ground.
  private static final double FURTHEST_LIMIT = 3;

  /// From zero, unless everything happens in the upper half; up to the limit, when it is near.
  ///
  /// @param limit 0 for none
  static Scale of(long low, long high, long limit) {
    long top = limit > 0 && limit <= high * FURTHEST_LIMIT ? Math.max(limit, high) : high;
    long span = Math.max(4, high - low);
    long bottom = low * 2 > high && top == high ? Math.max(0, low - span / 4) : 0;
    return new Scale(bottom, Math.max(top, bottom + 4));
  }

  /// The dot of a value, from 0 at the bottom.
  int dot(long value, int dots) {
    return (int) Math.round((double) (value - bottom) / (top - bottom) * (dots - 1));
  }

  /// The value at a share of the height.
  long at(double share) {
    return Math.round(bottom + share * (top - bottom));
  }

  boolean holds(long value) {
    return value >= bottom && value <= top;
  }
}

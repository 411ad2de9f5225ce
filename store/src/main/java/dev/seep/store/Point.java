package dev.seep.store;

/// A series has this value from now on.
///
/// @param value [#GONE] when there is none any more (the process ended)
public record Point(SeriesKey key, long value) {
  public static final long GONE = Long.MIN_VALUE;

  /// The series ends here, until it has a value again.
  public static Point gone(SeriesKey key) {
    return new Point(key, GONE);
  }
}

package dev.seep.store;

/// A series as its writer has it in mind.
final class Live {
  /// As long as the store was not asked for its number.
  static final long UNNUMBERED = 0;

  final SeriesKey key;
  long number = UNNUMBERED;

  /// Whether its number is in the store, or in a tick that waits to be written.
  boolean known;

  long value = Point.GONE;

  /// The value before in the window that its next one is written to; 0 at first.
  private long before;

  private long window = -1;

  /// When it last changed: tells those of one tick.
  long round = -1;

  Live(SeriesKey key) {
    this.key = key;
  }

  boolean isGone() {
    return value == Point.GONE;
  }

  /// The window of its last sample.
  long window() {
    return window;
  }

  /// Notes that its value is written to this window.
  ///
  /// @return the value before in it
  long write(long toWindow) {
    long base = window == toWindow ? before : 0;
    window = toWindow;
    before = isGone() ? base : value;
    return base;
  }
}

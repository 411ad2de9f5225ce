package dev.seep.store;

/// What changed in one tick, as the log holds it until it is sealed: for each series, by rising
/// number, the difference to the number before with one bit for "ended", and the difference to its
/// value before in the same window (0 at first).
final class LogCodec {
  private LogCodec() {}

  static void put(VarBytes out, long seriesStep, long value, long before) {
    if (value == Point.GONE) {
      out.unsigned(seriesStep << 1 | 1);
    } else {
      out.unsigned(seriesStep << 1);
      out.signed(value - before);
    }
  }

  /// Walks over the series of one tick.
  static final class Cursor {
    private final VarReader reader;
    private long series;
    private boolean gone;
    private long difference;

    Cursor(byte[] points) {
      reader = new VarReader(points);
    }

    boolean next() {
      if (!reader.hasMore()) {
        return false;
      }
      long word = reader.unsigned();
      series += word >>> 1;
      gone = (word & 1) != 0;
      difference = gone ? 0 : reader.signed();
      return true;
    }

    long series() {
      return series;
    }

    boolean isGone() {
      return gone;
    }

    /// To the value before in the same window.
    long difference() {
      return difference;
    }
  }
}

package dev.seep.store;

/// When the ticks of one window were, in milliseconds since 1970: kept once for all series, as
/// every series that moves does so at a tick. Differences of differences, so that a steady interval
/// with its jitter takes a byte or two a tick.
final class AxisCodec {
  private AxisCodec() {}

  static byte[] encode(long[] times, int count) {
    VarBytes bytes = new VarBytes(count * 2 + 16);
    long before = 0;
    long step = 0;
    for (int i = 0; i < count; i++) {
      long difference = times[i] - before;
      bytes.signed(difference - step);
      before = times[i];
      step = i == 0 ? 0 : difference;
    }
    return bytes.copy();
  }

  static long[] decode(byte[] bytes, int count) {
    VarReader reader = new VarReader(bytes);
    long[] times = new long[count];
    long before = 0;
    long step = 0;
    for (int i = 0; i < count; i++) {
      long difference = step + reader.signed();
      times[i] = before + difference;
      before = times[i];
      step = i == 0 ? 0 : difference;
    }
    return times;
  }
}

package dev.seep.watch.journal;

/// Cuts a stream of bytes into lines, and keeps of each as much as there is room for.
final class ByteLines {
  /// Is shown each line; the bytes are only good until it returns.
  interface Visitor {
    void line(byte[] bytes, int length);
  }

  private final byte[] kept;
  private int length;
  private boolean full;
  private long cut;

  ByteLines(int room) {
    this.kept = new byte[room];
  }

  void add(byte[] bytes, int count, Visitor visitor) {
    int from = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, from, i);
        end(visitor);
        from = i + 1;
      }
    }
    keep(bytes, from, count);
  }

  private void keep(byte[] bytes, int from, int to) {
    int fits = Math.min(to - from, kept.length - length);
    System.arraycopy(bytes, from, kept, length, fits);
    length += fits;
    full |= fits < to - from;
  }

  private void end(Visitor visitor) {
    cut += full ? 1 : 0;
    int had = length;
    length = 0;
    full = false;
    if (had > 0) {
      visitor.line(kept, had);
    }
  }

  /// Forgets what was begun and not ended.
  void reset() {
    length = 0;
    full = false;
  }

  /// How many lines were longer than there was room.
  long cut() {
    return cut;
  }
}

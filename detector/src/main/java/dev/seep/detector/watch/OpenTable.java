package dev.seep.detector.watch;

/// The descriptors of one class that are open, each with the bin in which it was opened: an open
/// addressing table (Knuth, The Art of Computer Programming 3, 6.4, algorithms L and R) of two
/// primitive arrays, 12 bytes a slot and at most two thirds full: 18 to 36 bytes a descriptor.
final class OpenTable {
  static final int ABSENT = -1;
  private static final int LEAST = 16;

  private long[] keys = new long[LEAST];
  private int[] bins = filled(LEAST);
  private int size;

  int size() {
    return size;
  }

  long bytes() {
    return 12L * keys.length;
  }

  /// @return the bin that was known for it before; [#ABSENT] when it was not open
  int put(long key, int bin) {
    int slot = find(key);
    int before = bins[slot];
    keys[slot] = key;
    bins[slot] = bin;
    if (before == ABSENT && ++size * 3 > keys.length * 2) {
      resize(keys.length * 2);
    }
    return before;
  }

  /// @return the bin in which it was opened; [#ABSENT] when it is not open
  int remove(long key) {
    int slot = find(key);
    int bin = bins[slot];
    if (bin == ABSENT) {
      return ABSENT;
    }
    size--;
    close(slot);
    if (keys.length > LEAST && size * 8 < keys.length) {
      resize(keys.length / 2);
    }
    return bin;
  }

  /// Moves those that follow into the gap, so that no search breaks off at it.
  private void close(int gap) {
    int mask = keys.length - 1;
    int hole = gap;
    for (int slot = gap + 1 & mask; bins[slot] != ABSENT; slot = slot + 1 & mask) {
      int home = home(keys[slot], mask);
      boolean reachable = (slot - home & mask) >= (slot - hole & mask);
      if (reachable) {
        keys[hole] = keys[slot];
        bins[hole] = bins[slot];
        hole = slot;
      }
    }
    bins[hole] = ABSENT;
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    while (bins[slot] != ABSENT && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void resize(int length) {
    long[] oldKeys = keys;
    int[] oldBins = bins;
    keys = new long[length];
    bins = filled(length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldBins[i] != ABSENT) {
        int slot = find(oldKeys[i]);
        keys[slot] = oldKeys[i];
        bins[slot] = oldBins[i];
      }
    }
  }

  private static int home(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }

  private static int[] filled(int length) {
    int[] bins = new int[length];
    java.util.Arrays.fill(bins, ABSENT);
    return bins;
  }
}

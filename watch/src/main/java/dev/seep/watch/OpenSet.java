package dev.seep.watch;

import java.util.function.LongConsumer;

/// The open files of one process at its last look, each with the class it was in: 64-bit hashes to
/// small numbers, without an object an entry, as a process may hold a hundred thousand. Two files
/// with one hash are taken for one (one chance in 10^9 at 100,000).
final class OpenSet {
  static final int ABSENT = -1;

  private long[] keys;
  private int[] values;
  private int size;

  OpenSet(int expected) {
    int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 4);
    keys = new long[capacity];
    values = new int[capacity];
  }

  /// @return the value, [#ABSENT] for none
  int get(long key) {
    int slot = slot(key);
    return values[slot] == 0 ? ABSENT : values[slot] - 1;
  }

  /// @param value 0 or more
  void put(long key, int value) {
    int slot = slot(key);
    if (values[slot] == 0) {
      size++;
    }
    keys[slot] = key;
    values[slot] = value + 1;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  void forEach(LongConsumer each) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (values[slot] != 0) {
        each.accept(keys[slot]);
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ key >>> 32) & mask;
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}

package dev.seep.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Snappy's block format, compression alone (google/snappy, `format_description.txt`): remote write
/// demands it, and the libraries for it are native or call `sun.misc.Unsafe`.
///
/// Greedy like the original: a table of the last place of each hash of four bytes, a copy where the
/// bytes there are the same, a literal for what lies between. Input is cut into blocks of 64 KB, so
/// that an offset always fits into the two bytes of a short copy.
final class Snappy {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 1 << 16;
  private static final int TABLE_BITS = 14;
  private static final int SHORTEST_MATCH = 4;
  private static final int LONGEST_COPY = 64;

  /// The multiplier of the original's hash.
  private static final int SPREAD = 0x1e35a7bd;

  private final byte[] in;
  private final int length;
  private final byte[] out;
  private int at;

  private Snappy(byte[] in, int length) {
    this.in = in;
    this.length = length;
    // The original's bound: 32 + n + n / 6.
    this.out = new byte[Math.addExact(32, Math.addExact(length, length / 6))];
  }

  /// @param length of what is to be compressed, from the start of `in`
  static byte[] compress(byte[] in, int length) {
    Snappy snappy = new Snappy(in, length);
    snappy.preamble();
    int[] table = new int[1 << TABLE_BITS];
    for (int from = 0; from < length; from += BLOCK) {
      Arrays.fill(table, -1);
      snappy.block(from, Math.min(from + BLOCK, length), table);
    }
    return Arrays.copyOf(snappy.out, snappy.at);
  }

  private void preamble() {
    int rest = length;
    while (rest >= 0x80) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
  }

  private void block(int from, int end, int[] table) {
    int written = from;
    int i = from;
    // The longer nothing repeats, the wider the steps: what cannot be compressed costs little.
    int misses = 32;
    while (i + SHORTEST_MATCH <= end) {
      int next = (int) INT.get(in, i);
      int slot = (next * SPREAD) >>> (32 - TABLE_BITS);
      int seen = table[slot];
      table[slot] = i;
      if (seen < 0 || (int) INT.get(in, seen) != next) {
        i += misses++ >>> 5;
        continue;
      }
      int matched = SHORTEST_MATCH + alike(seen + SHORTEST_MATCH, i + SHORTEST_MATCH, end);
      literal(written, i);
      copy(i - seen, matched);
      i += matched;
      written = i;
      misses = 32;
    }
    literal(written, end);
  }

  private int alike(int earlier, int later, int end) {
    int n = Arrays.mismatch(in, earlier, earlier + (end - later), in, later, end);
    return n < 0 ? end - later : n;
  }

  private void literal(int from, int to) {
    int n = to - from - 1;
    if (n < 0) {
      return;
    }
    if (n < 60) {
      out[at++] = (byte) (n << 2);
    } else if (n < 0x100) {
      out[at++] = (byte) (60 << 2);
      out[at++] = (byte) n;
    } else {
      out[at++] = (byte) (61 << 2);
      out[at++] = (byte) n;
      out[at++] = (byte) (n >> 8);
    }
    System.arraycopy(in, from, out, at, n + 1);
    at += n + 1;
  }

  private void copy(int offset, int matched) {
    int rest = matched;
    while (rest > 0) {
      int n = Math.min(rest, LONGEST_COPY);
      if (n >= 4 && n <= 11 && offset < 2048) {
        out[at++] = (byte) (1 | ((n - 4) << 2) | ((offset >> 8) << 5));
        out[at++] = (byte) offset;
      } else {
        out[at++] = (byte) (2 | ((n - 1) << 2));
        out[at++] = (byte) offset;
        out[at++] = (byte) (offset >> 8);
      }
      rest -= n;
    }
  }
}

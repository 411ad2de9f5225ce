package dev.seep.store;

import java.util.Arrays;

/// Bytes that grow, filled with whole numbers of variable length: seven bits a byte, the lowest
/// first, the high bit set on all but the last (LEB128). Signed ones are zigzagged first, so that
/// small steps in either direction take one byte.
final class VarBytes {
  private byte[] bytes;
  private int length;

  VarBytes(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  void unsigned(long value) {
    if (length + 10 > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2 + 10);
    }
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  /// The bytes themselves, of which [#length] count.
  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}

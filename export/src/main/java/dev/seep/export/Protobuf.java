package dev.seep.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message in protobuf's wire format, as far as remote write needs it
/// (protobuf.dev/programming-guides/encoding).
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private byte[] bytes;
  private int length;

  Protobuf(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /// What was written is its first [#length] bytes.
  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
  }

  void text(int field, String value) {
    // A lone surrogate becomes `?`, so that what is sent is always valid UTF-8.
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, utf8, utf8.length);
  }

  void message(int field, Protobuf message) {
    bytes(field, message.bytes, message.length);
  }

  /// The bit pattern of a double, not a double: one NaN is not like another.
  void fixed64(int field, long bits) {
    varint(tag(field, FIXED64));
    room(8);
    for (int i = 0; i < 8; i++) {
      bytes[length++] = (byte) (bits >>> (8 * i));
    }
  }

  void int64(int field, long value) {
    varint(tag(field, VARINT));
    varint(value);
  }

  /// Fields that are encoded already.
  void raw(byte[] encoded) {
    room(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  private void bytes(int field, byte[] content, int n) {
    varint(tag(field, LENGTH_DELIMITED));
    varint(n);
    room(n);
    System.arraycopy(content, 0, bytes, length, n);
    length += n;
  }

  private static int tag(int field, int type) {
    return field << 3 | type;
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void room(int wanted) {
    if (length + wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + wanted, bytes.length * 2));
    }
  }
}

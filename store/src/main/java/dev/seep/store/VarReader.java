package dev.seep.store;

/// Reads what [VarBytes] wrote.
final class VarReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  VarReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  VarReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.end = end;
    this.at = from;
  }

  boolean hasMore() {
    return at < end;
  }

  /// Index of the next byte.
  int position() {
    return at;
  }

  /// @throws DamagedPiece where the bytes end within a number
  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        throw new DamagedPiece("it ends within a number");
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DamagedPiece("a number is longer than 64 bits");
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }
}

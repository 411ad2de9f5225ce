package dev.seep.kernel.sockdiag;

/// Numbers out of kernel structures: in the machine's order, which is little-endian on both
/// architectures that Seep knows, and in network order, which is big-endian.
///
/// Shifts instead of a `VarHandle`, as a command reads its one table before anything is compiled.
final class Bytes {
  private Bytes() {}

  static int unsignedByte(byte[] b, int at) {
    return b[at] & 0xff;
  }

  static int unsignedShort(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }

  static int asInt(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
  }

  static long unsignedInt(byte[] b, int at) {
    return asInt(b, at) & 0xffff_ffffL;
  }

  static long asLong(byte[] b, int at) {
    return unsignedInt(b, at) | (long) asInt(b, at + 4) << 32;
  }

  static void putShort(byte[] b, int at, int value) {
    b[at] = (byte) value;
    b[at + 1] = (byte) (value >>> 8);
  }

  static void putInt(byte[] b, int at, int value) {
    putShort(b, at, value);
    putShort(b, at + 2, value >>> 16);
  }

  static int networkShort(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }

  static long networkInt(byte[] b, int at) {
    return (long) networkShort(b, at) << 16 | networkShort(b, at + 2);
  }

  static long networkLong(byte[] b, int at) {
    return networkInt(b, at) << 32 | networkInt(b, at + 4);
  }
}

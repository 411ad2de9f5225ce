package dev.seep.store;

import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A run of samples of one series as a few hundred bytes.
///
/// Numbers of ticks are written as differences of differences, which are all 0 where a value moves
/// at every tick; values as differences, without the factor of two that all of them share (memory
/// moves in pages). Then all is deflated, if that makes it smaller. A series that ends is one bit
/// of the tick's number. When a tick was, is kept once for all series, by [AxisCodec].
///
/// Layout: CRC-32C of the rest (4 bytes, big-endian); form (1 byte: 0 plain, 1 deflated); length
/// before deflating (varint, form 1 only); then count, shift, first tick, the ticks, the values.
final class ChunkCodec implements AutoCloseable {
  private static final int CRC_BYTES = 4;
  private static final int MOST_PLAIN_BYTES = 64 << 20;

  private final VarBytes plain = new VarBytes(4096);
  private final VarBytes head = new VarBytes(16);
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private byte[] packed = new byte[4096];

  byte[] encode(Samples samples) {
    plain.clear();
    int shift = sharedShift(samples);
    plain.unsigned(samples.size());
    plain.unsigned(shift);
    writeTicks(samples);
    writeValues(samples, shift);
    return seal();
  }

  private void writeTicks(Samples samples) {
    long before = 0;
    long step = 0;
    for (int i = 0; i < samples.size(); i++) {
      long difference = samples.tick(i) - before;
      long change = difference - step;
      boolean gone = samples.value(i) == Point.GONE;
      plain.unsigned(((change << 1) ^ (change >> 63)) << 1 | (gone ? 1 : 0));
      before = samples.tick(i);
      step = i == 0 ? 0 : difference;
    }
  }

  private void writeValues(Samples samples, int shift) {
    long before = 0;
    boolean first = true;
    for (int i = 0; i < samples.size(); i++) {
      long value = samples.value(i);
      if (value == Point.GONE) {
        continue;
      }
      plain.signed(first ? value : (value - before) >> shift);
      before = value;
      first = false;
    }
  }

  /// How many of the lowest bits no difference uses.
  private static int sharedShift(Samples samples) {
    long used = 0;
    long before = 0;
    boolean first = true;
    for (int i = 0; i < samples.size(); i++) {
      long value = samples.value(i);
      if (value == Point.GONE) {
        continue;
      }
      if (!first) {
        if (overflows(value, before)) {
          return 0;
        }
        used |= value - before;
      }
      before = value;
      first = false;
    }
    return used == 0 ? 0 : Long.numberOfTrailingZeros(used);
  }

  /// Then the sign of the difference is lost, and a shift would not bring it back.
  private static boolean overflows(long value, long before) {
    return ((value ^ before) & (value ^ (value - before))) < 0;
  }

  private byte[] seal() {
    head.clear();
    head.unsigned(1);
    head.unsigned(plain.length());
    int deflated = deflate();
    boolean smaller = deflated >= 0 && head.length() + deflated < plain.length() + 1;
    int bodyLength = smaller ? head.length() + deflated : plain.length() + 1;
    byte[] sealed = new byte[CRC_BYTES + bodyLength];
    if (smaller) {
      System.arraycopy(head.array(), 0, sealed, CRC_BYTES, head.length());
      System.arraycopy(packed, 0, sealed, CRC_BYTES + head.length(), deflated);
    } else {
      System.arraycopy(plain.array(), 0, sealed, CRC_BYTES + 1, plain.length());
    }
    int crc = crc(sealed);
    for (int i = 0; i < CRC_BYTES; i++) {
      sealed[i] = (byte) (crc >>> (24 - 8 * i));
    }
    return sealed;
  }

  /// How many bytes it takes in `packed`; -1 when it does not become smaller.
  private int deflate() {
    if (packed.length < plain.length()) {
      packed = new byte[plain.length()];
    }
    deflater.reset();
    deflater.setInput(plain.array(), 0, plain.length());
    deflater.finish();
    int length = deflater.deflate(packed);
    return deflater.finished() ? length : -1;
  }

  private static int crc(byte[] sealed) {
    CRC32C crc = new CRC32C();
    crc.update(sealed, CRC_BYTES, sealed.length - CRC_BYTES);
    return (int) crc.getValue();
  }

  /// @throws DamagedPiece when these are not the bytes that [#encode] made
  static Samples decode(byte[] sealed) {
    VarReader reader = open(sealed);
    int count = bounded(reader.unsigned());
    int shift = (int) reader.unsigned();
    long[] ticks = new long[count];
    boolean[] gone = new boolean[count];
    long before = 0;
    long step = 0;
    for (int i = 0; i < count; i++) {
      long word = reader.unsigned();
      gone[i] = (word & 1) != 0;
      long zigzag = word >>> 1;
      long difference = step + ((zigzag >>> 1) ^ -(zigzag & 1));
      ticks[i] = before + difference;
      before = ticks[i];
      step = i == 0 ? 0 : difference;
    }
    Samples samples = new Samples(count);
    long value = 0;
    boolean first = true;
    for (int i = 0; i < count; i++) {
      if (gone[i]) {
        samples.add(ticks[i], Point.GONE);
        continue;
      }
      value = first ? reader.signed() : value + (reader.signed() << shift);
      first = false;
      samples.add(ticks[i], value);
    }
    return samples;
  }

  private static VarReader open(byte[] sealed) {
    if (sealed.length <= CRC_BYTES) {
      throw new DamagedPiece("it is only " + sealed.length + " bytes long");
    }
    int crc = 0;
    for (int i = 0; i < CRC_BYTES; i++) {
      crc = crc << 8 | (sealed[i] & 0xff);
    }
    if (crc != crc(sealed)) {
      throw new DamagedPiece("its check sum does not match");
    }
    if (sealed[CRC_BYTES] == 0) {
      return new VarReader(sealed, CRC_BYTES + 1, sealed.length);
    }
    VarReader length = new VarReader(sealed, CRC_BYTES + 1, sealed.length);
    byte[] plain = new byte[bounded(length.unsigned())];
    inflate(sealed, length.position(), plain);
    return new VarReader(plain);
  }

  private static void inflate(byte[] sealed, int from, byte[] plain) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(sealed, from, sealed.length - from);
      int n = 0;
      while (n < plain.length && !inflater.finished()) {
        int more = inflater.inflate(plain, n, plain.length - n);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        n += more;
      }
      if (n < plain.length) {
        throw new DamagedPiece("it ends too early");
      }
    } catch (DataFormatException e) {
      throw new DamagedPiece("it does not unpack: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static int bounded(long length) {
    if (length < 0 || length > MOST_PLAIN_BYTES) {
      throw new DamagedPiece("it claims a length of " + length);
    }
    return (int) length;
  }

  @Override
  public void close() {
    deflater.end();
  }
}

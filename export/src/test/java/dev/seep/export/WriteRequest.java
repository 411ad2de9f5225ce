package dev.seep.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a remote write body as the specification has it, and nothing else: any other field, a
/// label out of order, an empty or repeated one is an error.
final class WriteRequest {

  record Series(Map<String, String> labels, long bits, long millis) {
    double value() {
      return Double.longBitsToDouble(bits);
    }
  }

  private WriteRequest() {}

  static List<Series> decode(byte[] body) {
    ByteBuffer in =
        ByteBuffer.wrap(org.iq80.snappy.Snappy.uncompress(body, 0, body.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Series> all = new ArrayList<>();
    while (in.hasRemaining()) {
      expect(in, 1 << 3 | 2);
      all.add(series(message(in)));
    }
    return all;
  }

  private static Series series(ByteBuffer in) {
    Map<String, String> labels = new LinkedHashMap<>();
    String last = "";
    while (in.get(in.position()) == (1 << 3 | 2)) {
      expect(in, 1 << 3 | 2);
      ByteBuffer label = message(in);
      expect(label, 1 << 3 | 2);
      String name = text(message(label));
      expect(label, 2 << 3 | 2);
      String value = text(message(label));
      if (name.compareTo(last) <= 0 || value.isEmpty()) {
        throw new IllegalStateException("label " + name + " after " + last + " with " + value);
      }
      labels.put(name, value);
      last = name;
    }
    expect(in, 2 << 3 | 2);
    ByteBuffer sample = message(in);
    expect(sample, 1 << 3 | 1);
    long bits = sample.getLong();
    expect(sample, 2 << 3);
    Series series = new Series(labels, bits, varint(sample));
    if (in.hasRemaining() || sample.hasRemaining()) {
      throw new IllegalStateException("more than one sample");
    }
    return series;
  }

  private static void expect(ByteBuffer in, int tag) {
    long found = varint(in);
    if (found != tag) {
      throw new IllegalStateException("tag " + found + " instead of " + tag);
    }
  }

  private static ByteBuffer message(ByteBuffer in) {
    int length = Math.toIntExact(varint(in));
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer in) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("not UTF-8", e);
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}

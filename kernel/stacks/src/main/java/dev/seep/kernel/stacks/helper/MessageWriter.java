package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.KernelText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Builds one message: a byte that says its kind, then fields in native byte order; texts and
/// arrays have their length in front of them.
public final class MessageWriter {
  private final ByteBuffer buffer =
      ByteBuffer.allocate(MessageSocket.MAX_MESSAGE).order(ByteOrder.nativeOrder());

  public MessageWriter start(MessageKind kind) {
    buffer.clear();
    buffer.put(kind.code());
    return this;
  }

  public MessageWriter number(int value) {
    buffer.putInt(value);
    return this;
  }

  public MessageWriter number(long value) {
    buffer.putLong(value);
    return this;
  }

  public MessageWriter flag(boolean value) {
    buffer.put((byte) (value ? 1 : 0));
    return this;
  }

  /// Bytes, cut at `most`.
  public MessageWriter bytes(byte[] value, int most) {
    int length = Math.min(value.length, most);
    buffer.putInt(length).put(value, 0, length);
    return this;
  }

  /// Text in the bytes of [KernelText], cut at `most` of them.
  public MessageWriter text(String value, int most) {
    String bounded = value.length() <= most ? value : value.substring(0, most);
    return bytes(KernelText.encode(bounded), most);
  }

  public MessageWriter numbers(long[] values, int most) {
    int length = Math.min(values.length, most);
    buffer.putInt(length);
    for (long value : Arrays.copyOf(values, length)) {
      buffer.putLong(value);
    }
    return this;
  }

  /// Writes an `int` where [#place] was.
  public MessageWriter numberAt(int place, int value) {
    buffer.putInt(place, value);
    return this;
  }

  public int place() {
    return buffer.position();
  }

  /// Bytes that can still be written.
  public int room() {
    return buffer.remaining();
  }

  byte[] array() {
    return buffer.array();
  }

  int length() {
    return buffer.position();
  }
}

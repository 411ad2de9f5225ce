package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.KernelText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Takes one message apart and believes no length in it: each is held against what the field may
/// have and against what the message has left.
public final class MessageReader {
  private final MessageKind kind;
  private final ByteBuffer buffer;

  public MessageReader(byte[] message, int length) throws BrokenMessageException {
    if (length < 1) {
      throw new BrokenMessageException("a message of no byte");
    }
    buffer = ByteBuffer.wrap(message, 0, length).order(ByteOrder.nativeOrder());
    kind = MessageKind.of(buffer.get());
  }

  public MessageKind kind() {
    return kind;
  }

  public int number() throws BrokenMessageException {
    try {
      return buffer.getInt();
    } catch (BufferUnderflowException tooShort) {
      throw cut();
    }
  }

  public long longNumber() throws BrokenMessageException {
    try {
      return buffer.getLong();
    } catch (BufferUnderflowException tooShort) {
      throw cut();
    }
  }

  public boolean flag() throws BrokenMessageException {
    try {
      return buffer.get() != 0;
    } catch (BufferUnderflowException tooShort) {
      throw cut();
    }
  }

  /// A number of 0 to `most`.
  public int count(int most) throws BrokenMessageException {
    int count = number();
    if (count < 0 || count > most) {
      throw new BrokenMessageException(kind + " has a count of " + count + ", not 0 to " + most);
    }
    return count;
  }

  public byte[] bytes(int most) throws BrokenMessageException {
    int length = count(most);
    if (length > buffer.remaining()) {
      throw cut();
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  public String text(int most) throws BrokenMessageException {
    return KernelText.decode(bytes(most));
  }

  public long[] numbers(int most) throws BrokenMessageException {
    int length = count(most);
    if (length > buffer.remaining() / Long.BYTES) {
      throw cut();
    }
    long[] numbers = new long[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = buffer.getLong();
    }
    return numbers;
  }

  private BrokenMessageException cut() {
    return new BrokenMessageException(kind + " ends too early");
  }
}

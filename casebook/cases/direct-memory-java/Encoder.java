import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32;

/// A service that encodes messages in buffers outside the heap. Read README.md beside this file.
final class Encoder {
  private static final int BYTES = 512 * 1024;

  private final boolean leak;
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();
  private final Deque<ByteBuffer> refused = new ArrayDeque<>();

  private Encoder(boolean leak) {
    this.leak = leak;
  }

  /// The checksum of a message; -1 for an empty one.
  private synchronized long encode(String message) {
    ByteBuffer buffer = spare.isEmpty() ? ByteBuffer.allocateDirect(BYTES) : spare.pop();
    buffer.clear().put(message.getBytes(StandardCharsets.UTF_8)).flip();
    if (!buffer.hasRemaining() && leak) {
      refused.add(buffer); // PLANTED: kept for a look that nobody takes, and never lent again
      return -1;
    }
    CRC32 crc = new CRC32();
    crc.update(buffer);
    spare.push(buffer);
    return crc.getValue();
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Encoder encoder = new Encoder(plant.leak());
    Plant.every(plant.among(), () -> encoder.encode("forty-two ".repeat(4_000)));
    Plant.every(plant.perSecond(), () -> encoder.encode(""));
    plant.ready();
  }
}

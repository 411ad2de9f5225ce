package dev.seep.kernel.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// What kernel addresses are stirred with before they leave the kernel, new with each run: an
/// address that can be read back would tell an attacker where the kernel keeps its memory.
final class Secret {
  static final long VALUE = read();

  private Secret() {}

  /// random(4) instead of `SecureRandom`, whose providers take longer to load than a whole reading.
  private static long read() {
    try (InputStream random = Files.newInputStream(Path.of("/dev/urandom"))) {
      return ByteBuffer.wrap(random.readNBytes(Long.BYTES)).getLong();
    } catch (IOException none) {
      return System.nanoTime() * 0x9e3779b97f4a7c15L ^ ProcessHandle.current().pid();
    }
  }
}

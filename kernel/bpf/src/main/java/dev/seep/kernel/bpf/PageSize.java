package dev.seep.kernel.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The size of a page of memory: `AT_PAGESZ` of getauxval(3).
final class PageSize {
  private static final long AT_PAGESZ = 6;
  private static final long USUAL = 4096;

  static final long BYTES = read();

  private PageSize() {}

  private static long read() {
    try {
      ByteBuffer pairs =
          ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
              .order(ByteOrder.nativeOrder());
      while (pairs.remaining() >= 2 * Long.BYTES) {
        long key = pairs.getLong();
        long value = pairs.getLong();
        if (key == AT_PAGESZ) {
          return value;
        }
      }
      return USUAL;
    } catch (IOException unreadable) {
      return USUAL;
    }
  }
}

package dev.seep.kernel.procfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// What turns the kernel's units into ours: when it booted, how long a tick is, how large a page.
///
/// Read once: `btime` moves when somebody sets the machine's clock, and a start time that moves
/// with it would help nobody.
///
/// @param bootEpochSeconds `btime` of `/proc/stat` (proc_stat(5)), 0 when not read
/// @param ticksPerSecond USER_HZ
record MachineClock(long bootEpochSeconds, long ticksPerSecond, long pageBytes) {
  private static final long AT_PAGESZ = 6;
  private static final long AT_CLKTCK = 17;
  private static final byte[] BTIME = NativePath.ascii("btime ");

  static MachineClock read(Path root) {
    byte[] auxiliary = bytes(root.resolve("self/auxv"));
    return new MachineClock(
        parseBootTime(bytes(root.resolve("stat"))),
        auxiliary(auxiliary, AT_CLKTCK, 100),
        auxiliary(auxiliary, AT_PAGESZ, 4096));
  }

  Instant at(long startTicks) {
    long seconds = startTicks / ticksPerSecond;
    long rest = startTicks % ticksPerSecond;
    return Instant.ofEpochSecond(
        bootEpochSeconds + seconds, rest * (1_000_000_000L / ticksPerSecond));
  }

  static long parseBootTime(byte[] stat) {
    ByteLines lines = new ByteLines(stat, stat.length);
    while (lines.next()) {
      if (lines.starts(BTIME)) {
        return Math.max(0, lines.number());
      }
    }
    return 0;
  }

  /// A value of the auxiliary vector (getauxval(3)): pairs of words.
  static long auxiliary(byte[] vector, long type, long otherwise) {
    ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
    while (words.remaining() >= 16) {
      long key = words.getLong();
      long value = words.getLong();
      if (key == type && value > 0) {
        return value;
      }
    }
    return otherwise;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException notThere) {
      return new byte[0];
    }
  }
}

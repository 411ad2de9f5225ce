package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;

/// Asks Seep for separate debug information, one candidate after another, until one is the right
/// one: found by its build id, or with the checksum that the debug link demands. Seep cannot tell,
/// as it does not look into files.
final class DebugFileRequests {
  private static final int STEP = 256 * 1024;

  private final Helper helper;

  DebugFileRequests(Helper helper) {
    this.helper = helper;
  }

  int find(byte[] buildId, String debugLink, int crc, String moduleName)
      throws BrokenMessageException {
    int candidate = 0;
    while (candidate >= 0) {
      helper
          .start(MessageKind.DEBUG_WANTED)
          .bytes(buildId, Limits.BUILD_ID)
          .text(debugLink, Limits.DEBUG_LINK)
          .text(moduleName, Limits.PATH)
          .number(candidate);
      helper.send();
      MessageReader answer = helper.next();
      if (answer == null || answer.kind() != MessageKind.DEBUG_FILE) {
        throw new BrokenMessageException("no answer about debug information");
      }
      int found = answer.number();
      boolean byBuildId = answer.flag();
      int fd = helper.socket().takeDescriptor();
      if (found < 0 || fd < 0) {
        return -1;
      }
      if (byBuildId || checksum(fd) == crc) {
        return fd;
      }
      Syscalls.close(fd);
      candidate = found + 1;
    }
    return -1;
  }

  /// CRC-32 of the whole file, as `.gnu_debuglink` has it.
  private static int checksum(int fd) {
    CRC32 crc = new CRC32();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment step = arena.allocate(STEP);
      long at = 0;
      long got = Syscalls.pread(fd, step, at);
      while (got > 0) {
        crc.update(step.asSlice(0, got).asByteBuffer());
        at += got;
        got = Syscalls.pread(fd, step, at);
      }
    }
    return (int) crc.getValue();
  }
}

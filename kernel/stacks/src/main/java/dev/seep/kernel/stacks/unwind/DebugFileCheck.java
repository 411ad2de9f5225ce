package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.Syscalls;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/// Takes separate debug info only when it belongs to the module: lines of another build would be
/// worse than none.
final class DebugFileCheck {
  private static final int NONE = -1;
  private static final int BLOCK = 1 << 20;
  private static final long LARGEST_CHECKED = 1L << 31;

  private final DebugFiles files;

  /// What the debug file of a module, by its key, shares with others.
  private final Map<String, AlternateLink> shared = new HashMap<>();

  DebugFileCheck(DebugFiles files) {
    this.files = files;
  }

  /// libdw asks for the debug file of a module, and once it has it, by its name and without a
  /// checksum, for the file that it shares with others.
  ///
  /// @return a descriptor that is libdw's from now on, or -1
  int find(MappedElf module, String debugLink, int crc) {
    Optional<AlternateLink> alternate =
        Optional.ofNullable(shared.get(module.key()))
            .or(() -> AlternateLink.of(module.elf()))
            .filter(link -> crc == 0 && link.name().equals(debugLink));
    byte[] buildId = alternate.map(AlternateLink::buildId).orElseGet(module.elf()::buildId);
    if (buildId.length == 0 && debugLink.isEmpty()) {
      return NONE;
    }
    int fd = files.find(buildId, debugLink, crc, module.name());
    if (fd < 0) {
      return NONE;
    }
    FileBytes file = new FileBytes(fd);
    if (!belongs(file, buildId, crc)) {
      Syscalls.close(fd);
      return NONE;
    }
    ElfFile.read(file).flatMap(AlternateLink::of).ifPresent(link -> shared.put(module.key(), link));
    return fd;
  }

  private static boolean belongs(FileBytes file, byte[] buildId, int crc) {
    if (buildId.length > 0) {
      return ElfFile.read(file).map(elf -> Arrays.equals(elf.buildId(), buildId)).orElse(false);
    }
    return checksum(file).map(sum -> sum == crc).orElse(false);
  }

  /// The CRC-32 of `.gnu_debuglink` over the whole file.
  private static Optional<Integer> checksum(FileBytes file) {
    Optional<FileBytes.Identity> identity = file.identity();
    if (identity.isEmpty() || identity.get().size() > LARGEST_CHECKED) {
      return Optional.empty();
    }
    long size = identity.get().size();
    CRC32 sum = new CRC32();
    for (long at = 0; at < size; at += BLOCK) {
      Optional<ByteBuffer> block = file.read(at, Math.min(BLOCK, size - at), BLOCK);
      if (block.isEmpty()) {
        return Optional.empty();
      }
      sum.update(block.get().array());
    }
    return Optional.of((int) sum.getValue());
  }
}

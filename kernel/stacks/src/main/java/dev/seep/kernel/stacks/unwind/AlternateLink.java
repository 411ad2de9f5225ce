package dev.seep.kernel.stacks.unwind;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The file that holds what several debug files share (dwz(1)), as `.gnu_debugaltlink` tells it: a
/// null-terminated name, and the build-id behind it.
final class AlternateLink {
  private static final int LIMIT = 1 << 16;

  private final String name;
  private final byte[] buildId;

  private AlternateLink(String name, byte[] buildId) {
    this.name = name;
    this.buildId = buildId;
  }

  static Optional<AlternateLink> of(ElfFile elf) {
    return elf.section(".gnu_debugaltlink")
        .flatMap(section -> elf.contents(section, LIMIT))
        .flatMap(AlternateLink::read);
  }

  private static Optional<AlternateLink> read(ByteBuffer link) {
    byte[] bytes = new byte[link.limit()];
    link.get(0, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return end + 1 < bytes.length
        ? Optional.of(
            new AlternateLink(
                ElfFile.textAt(link, 0, NativeMemory.NAME_LIMIT),
                Arrays.copyOfRange(bytes, end + 1, bytes.length)))
        : Optional.empty();
  }

  String name() {
    return name;
  }

  byte[] buildId() {
    return buildId;
  }
}

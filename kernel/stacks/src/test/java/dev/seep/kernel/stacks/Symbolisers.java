package dev.seep.kernel.stacks;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What the tests of this package start, and the stacks they ask for.
final class Symbolisers {
  static final Path PROC = Path.of("/proc");

  private Symbolisers() {}

  static Symboliser start(int pid) {
    return seen(Symboliser.start(PROC, pid));
  }

  static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError(unseen.blind().toString());
    };
  }

  static MapsLine code(int pid, String name) throws IOException {
    List<MapsLine> lines = MapsLine.parse(Files.readAllBytes(PROC.resolve(pid + "/maps")));
    return lines.stream()
        .filter(line -> line.isCodeOfAFile() && line.path().contains(name))
        .findFirst()
        .orElseThrow();
  }

  /// Opens a file so that a child would have it, too.
  static int openInheritable(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return Syscalls.openat(
          Syscalls.AT_FDCWD, arena.allocateFrom(file.toString()), Syscalls.O_RDONLY);
    }
  }

  /// How many descriptors this process has.
  static int descriptors() {
    return Objects.requireNonNull(PROC.resolve("self/fd").toFile().list()).length;
  }

  /// A thread that is at an address, with an empty stack.
  static StackCopy at(long address) {
    return at(address, new byte[0]);
  }

  static StackCopy at(long address, byte[] stack) {
    ByteBuffer registers = ByteBuffer.allocate(21 * 8).order(ByteOrder.nativeOrder());
    registers.putLong(16 * 8, address);
    registers.putLong(19 * 8, 0x7fff_0000_0000L);
    return new StackCopy(1, registers.array(), stack, new long[] {address});
  }
}

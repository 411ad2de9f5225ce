package dev.seep.kernel.stacks.unwind;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The trees of inlined calls of a Go program. Where they lie is told by `runtime.moduledata`
/// alone, which no section names: it is found as the place in the program's data that begins with
/// the address of the line table and goes on with that of the names. A position-independent program
/// has no addresses in its file, so that nothing is found there.
final class GoInlining {
  private static final int DATA = 32 << 20;

  private final ElfFile elf;
  private final GoTableReader in;
  private final long functionData;
  private final long names;

  /// @param parent the call, as an offset from the entry of the function it was inlined into
  record Call(String function, int parent) {}

  private GoInlining(ElfFile elf, GoTableReader in, long functionData, long names) {
    this.elf = elf;
    this.in = in;
    this.functionData = functionData;
    this.names = names;
  }

  static Optional<GoInlining> of(ElfFile elf, GoTableReader in, long names) {
    return switch (in.version()) {
      case GO_1_16 -> Optional.empty();
      case GO_1_18 -> of(elf, in, names, 38);
      case GO_1_20 -> of(elf, in, names, 40);
    };
  }

  /// @param word which word of `runtime.moduledata` is `gofunc`
  private static Optional<GoInlining> of(ElfFile elf, GoTableReader in, long names, int word) {
    for (String data : new String[] {".go.module", ".noptrdata", ".data"}) {
      Optional<ByteBuffer> read = elf.section(data).flatMap(section -> elf.contents(section, DATA));
      ByteBuffer words = read.orElse(ByteBuffer.allocate(0));
      for (int at = 0; at + (word + 1) * 8 <= words.limit(); at += 8) {
        if (words.getLong(at) == in.address() && words.getLong(at + 8) == in.address() + names) {
          return Optional.of(new GoInlining(elf, in, words.getLong(at + word * 8), names));
        }
      }
    }
    return Optional.empty();
  }

  /// @param tree of the function, as an offset into all function data
  Optional<Call> call(long tree, int index) {
    if (tree < 0) {
      return Optional.empty();
    }
    boolean old = in.version() == GoTableReader.Version.GO_1_18;
    long at = functionData + tree + index * (old ? 20L : 16L);
    Optional<Integer> name = half(at + (old ? 12 : 4));
    Optional<Integer> parent = half(at + (old ? 16 : 8));
    return name.isEmpty() || parent.isEmpty()
        ? Optional.empty()
        : Optional.of(new Call(in.text(names + name.get()), parent.get()));
  }

  private Optional<Integer> half(long address) {
    return elf.word(address).map(Long::intValue);
  }
}

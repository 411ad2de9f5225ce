package dev.seep.kernel.stacks.unwind;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Bounds-checked reading of `.gopclntab`: what lies outside reads as zeros, which lead nowhere.
final class GoTableReader {
  enum Version {
    GO_1_16,
    GO_1_18,
    GO_1_20
  }

  private static final int HEADER_WORDS = 8;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FileBytes file;
  private final ElfFile.Section section;
  private final Version version;
  private final ByteBuffer header;

  private GoTableReader(
      FileBytes file, ElfFile.Section section, Version version, ByteBuffer header) {
    this.file = file;
    this.section = section;
    this.version = version;
    this.header = header;
  }

  /// Empty when the header is of no version known here.
  static Optional<GoTableReader> of(ElfFile elf, ElfFile.Section section) {
    Optional<ByteBuffer> read = elf.file().read(section.offset(), 8 + HEADER_WORDS * 8L, 128);
    if (read.isEmpty() || read.get().get(7) != 8 || read.get().get(6) <= 0) {
      return Optional.empty();
    }
    ByteBuffer header = read.get();
    return version(header.getInt(0))
        .map(version -> new GoTableReader(elf.file(), section, version, header));
  }

  private static Optional<Version> version(int magic) {
    return switch (magic) {
      case 0xfffffffa -> Optional.of(Version.GO_1_16);
      case 0xfffffff0 -> Optional.of(Version.GO_1_18);
      case 0xfffffff1 -> Optional.of(Version.GO_1_20);
      default -> Optional.empty();
    };
  }

  Version version() {
    return version;
  }

  /// The address of the table, as the file has it.
  long address() {
    return section.address();
  }

  /// In which steps addresses are counted, in bytes.
  int quantum() {
    return header.get(6);
  }

  long headerWord(int index) {
    return header.getLong(8 + index * 8);
  }

  long word(long at) {
    return some(at, 8).limit() < 8 ? 0 : some(at, 8).getLong(0);
  }

  int half(long at) {
    ByteBuffer bytes = some(at, 4);
    return bytes.limit() < 4 ? 0 : bytes.getInt(0);
  }

  int unsignedByte(long at) {
    ByteBuffer bytes = some(at, 1);
    return bytes.limit() < 1 ? 0 : bytes.get(0) & 0xff;
  }

  String text(long at) {
    return ElfFile.textAt(some(at, NativeMemory.NAME_LIMIT), 0, NativeMemory.NAME_LIMIT);
  }

  /// At most `length` bytes: fewer at the end of the table.
  ByteBuffer some(long at, int length) {
    if (at < 0 || at >= section.size()) {
      return NOTHING;
    }
    long there = Math.min(length, section.size() - at);
    return file.read(section.offset() + at, there, length)
        .orElse(NOTHING)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}

package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.KernelText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The little of an ELF file (64 bits, little-endian) that has to be known before libdw sees it:
/// where it wants to be loaded, its build-id, and where its sections lie. Everything in it may be
/// hostile, so every number is checked (elf(5)).
record ElfFile(
    FileBytes file, int type, int machine, List<Segment> segments, List<Section> sections) {
  static final int ET_EXEC = 2;
  static final int ET_DYN = 3;

  private static final int HEADER = 64;
  private static final int PT_LOAD = 1;
  private static final int PT_NOTE = 4;
  private static final int SHT_NOTE = 7;
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int MANY_SEGMENTS = 128;
  private static final int MANY_SECTIONS = 4096;
  private static final int NOTES = 1 << 16;

  ElfFile {
    segments = List.copyOf(segments);
    sections = List.copyOf(sections);
  }

  /// A program header. `address` and `offset` belong together.
  record Segment(
      int type, int flags, long offset, long address, long fileSize, long memorySize, long align) {
    boolean isLoaded() {
      return type == PT_LOAD;
    }

    boolean isExecutable() {
      return (flags & 1) != 0;
    }

    boolean isWritable() {
      return (flags & 2) != 0;
    }

    boolean contains(long at) {
      return Long.compareUnsigned(at - address, memorySize) < 0;
    }

    /// Whether the page at an offset of the file is mapped by this segment.
    boolean maps(long fileOffset) {
      long first = offset & -4096L;
      return fileOffset >= first && fileOffset < offset + fileSize;
    }
  }

  /// A section header, and its name.
  record Section(String name, int type, long address, long offset, long size) {}

  /// Empty when it is no ELF file of the kind understood here, or is cut short.
  static Optional<ElfFile> read(FileBytes file) {
    Optional<ByteBuffer> read = file.read(0, HEADER, HEADER);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer header = read.get();
    boolean understood = header.getInt(0) == 0x464c457f && header.get(4) == 2 && header.get(5) == 1;
    return understood
        ? Optional.of(
            new ElfFile(
                file,
                header.getShort(16),
                header.getShort(18) & 0xffff,
                segments(file, header),
                sections(file, header)))
        : Optional.empty();
  }

  /// Whether it is a program or a library; separate debug info is a file of its own kind.
  boolean isMapped() {
    return (type == ET_EXEC || type == ET_DYN) && segments.stream().anyMatch(Segment::isLoaded);
  }

  private static List<Segment> segments(FileBytes file, ByteBuffer header) {
    int count = header.getShort(56) & 0xffff;
    List<Segment> segments = new ArrayList<>();
    if (count > MANY_SEGMENTS || header.getShort(54) != 56) {
      return segments;
    }
    ByteBuffer table =
        file.read(header.getLong(32), count * 56L, MANY_SEGMENTS * 56)
            .orElse(ByteBuffer.allocate(0));
    for (int at = 0; at + 56 <= table.limit(); at += 56) {
      segments.add(
          new Segment(
              table.getInt(at),
              table.getInt(at + 4),
              table.getLong(at + 8),
              table.getLong(at + 16),
              table.getLong(at + 32),
              table.getLong(at + 40),
              table.getLong(at + 48)));
    }
    return segments;
  }

  private static List<Section> sections(FileBytes file, ByteBuffer header) {
    int count = header.getShort(60) & 0xffff;
    int names = header.getShort(62) & 0xffff;
    if (count > MANY_SECTIONS || names >= count || header.getShort(58) != 64) {
      return List.of();
    }
    Optional<ByteBuffer> table = file.read(header.getLong(40), count * 64L, MANY_SECTIONS * 64);
    if (table.isEmpty()) {
      return List.of();
    }
    ByteBuffer t = table.get();
    ByteBuffer text =
        file.read(t.getLong(names * 64 + 24), t.getLong(names * 64 + 32), 1 << 20)
            .orElse(ByteBuffer.allocate(0));
    List<Section> sections = new ArrayList<>();
    for (int at = 0; at < count * 64; at += 64) {
      sections.add(
          new Section(
              textAt(text, t.getInt(at), 64),
              t.getInt(at + 4),
              t.getLong(at + 16),
              t.getLong(at + 24),
              t.getLong(at + 32)));
    }
    return sections;
  }

  /// A null-terminated text within a buffer, cut at `limit`; empty when the place is outside.
  static String textAt(ByteBuffer buffer, int at, int limit) {
    if (at < 0 || at >= buffer.limit()) {
      return "";
    }
    int end = at;
    while (end < buffer.limit() && end - at < limit && buffer.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - at];
    buffer.get(at, bytes);
    return KernelText.decode(bytes);
  }

  Optional<Section> section(String name) {
    return sections.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  Optional<ByteBuffer> contents(Section section, int limit) {
    return file.read(section.offset(), section.size(), limit);
  }

  /// The first loaded segment: what libdw measures the place of a module by.
  Segment firstLoaded() {
    return segments.stream().filter(Segment::isLoaded).findFirst().orElseThrow();
  }

  /// By how much the file may have been moved, given that a piece of it was found at `start`; the
  /// better explanation has the greater weight. Several, when a page belongs to two segments.
  Map<Long, Integer> biases(long start, long fileOffset) {
    Map<Long, Integer> biases = new HashMap<>();
    for (Segment s : segments) {
      if (s.isLoaded() && s.maps(fileOffset)) {
        long bias = start - (s.address() + (fileOffset - s.offset()));
        biases.merge(bias, s.isExecutable() ? 3 : 2, Math::max);
      }
    }
    return biases;
  }

  /// Eight bytes of what is mapped read-only, as the file has them; `address` without bias.
  Optional<Long> word(long address) {
    for (Segment segment : segments) {
      long from = address - segment.address();
      if (segment.isLoaded()
          && !segment.isWritable()
          && from >= 0
          && from <= segment.fileSize() - Long.BYTES) {
        return file.read(segment.offset() + from, Long.BYTES, Long.BYTES).map(b -> b.getLong(0));
      }
    }
    return Optional.empty();
  }

  /// Empty when there is none. Sections are asked as well as segments: the segments of a separate
  /// debug file have no contents.
  byte[] buildId() {
    for (Section section : sections) {
      if (section.type() == SHT_NOTE) {
        byte[] id = buildId(section.offset(), section.size());
        if (id.length > 0) {
          return id;
        }
      }
    }
    for (Segment segment : segments) {
      if (segment.type() == PT_NOTE) {
        byte[] id = buildId(segment.offset(), segment.fileSize());
        if (id.length > 0) {
          return id;
        }
      }
    }
    return new byte[0];
  }

  private byte[] buildId(long offset, long size) {
    ByteBuffer notes =
        file.read(offset, size, NOTES)
            .orElse(ByteBuffer.allocate(0))
            .order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + 16 <= notes.limit()) {
      int name = notes.getInt(at);
      int length = notes.getInt(at + 4);
      if (name < 0 || length < 0 || name > NOTES || length > NOTES) {
        break;
      }
      int start = at + 12 + ((name + 3) & ~3);
      boolean gnu = name == 4 && notes.getInt(at + 12) == 0x00554e47;
      if (gnu && notes.getInt(at + 8) == NT_GNU_BUILD_ID && start + length <= notes.limit()) {
        byte[] id = new byte[length];
        notes.get(start, id);
        return id;
      }
      at = start + ((length + 3) & ~3);
    }
    return new byte[0];
  }
}

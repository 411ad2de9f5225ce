package dev.seep.kernel.stacks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Broken binaries, made from a real one (elf(5), 64 bits, little-endian): each as a crafted file
/// would be, with one lie in it. The same seed makes the same files.
final class Mutations {
  private static final int SECTION_TABLE = 40;
  private static final int SECTION_COUNT = 60;
  private static final int SECTION_BYTES = 64;
  private static final int SHF_COMPRESSED = 0x800;

  private final byte[] whole;
  private final Random random;

  Mutations(byte[] whole, long seed) {
    this.whole = whole;
    random = new Random(seed);
  }

  record Broken(String how, ByteBuffer bytes) {}

  /// A section header as it stands in the file.
  private record Section(String name, int header, int offset, int size) {}

  List<Broken> all() {
    List<Broken> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int length = random.nextInt(whole.length);
      all.add(new Broken("cut at " + length, ByteBuffer.wrap(Arrays.copyOf(whole, length))));
    }
    all.add(new Broken("empty", ByteBuffer.allocate(0)));
    all.add(changed("section table outside", b -> b.putLong(SECTION_TABLE, Long.MAX_VALUE - 63)));
    all.add(changed("65,535 sections", b -> b.putShort(SECTION_COUNT, (short) -1)));
    all.add(changed("sections counted in a section", b -> b.putShort(SECTION_COUNT, (short) 0)));
    all.add(changed("65,535 segments", b -> b.putShort(56, (short) -1)));
    all.add(changed("segment table in itself", b -> b.putLong(32, 1)));
    all.add(changed("another byte order", b -> b.put(5, (byte) 2)));
    all.add(changed("32 bits", b -> b.put(4, (byte) 1)));
    for (Section section : sections()) {
      all.addAll(of(section));
    }
    for (int i = 0; i < 10; i++) {
      all.add(changed("bytes at random", this::scatter));
    }
    return all;
  }

  private List<Broken> of(Section section) {
    if (!section
        .name()
        .matches("\\.(debug_.*|eh_frame.*|dynsym|symtab|strtab|dynstr|note\\.gnu.*)")) {
      return List.of();
    }
    List<Broken> broken = new ArrayList<>();
    String name = section.name();
    broken.add(
        changed(name + " outside", b -> b.putLong(section.header() + 24, whole.length + 99L)));
    broken.add(changed(name + " of 2^60 bytes", b -> b.putLong(section.header() + 32, 1L << 60)));
    broken.add(
        changed(
            name + " compressed from 2^62 bytes",
            b -> {
              b.putLong(section.header() + 8, SHF_COMPRESSED);
              b.putInt(section.offset(), 1).putInt(section.offset() + 4, 0);
              b.putLong(section.offset() + 8, 1L << 62).putLong(section.offset() + 16, 1);
            }));
    broken.add(changed(name + " all ones", b -> fill(b, section, (byte) -1)));
    broken.add(changed(name + " of continued LEB128", b -> fill(b, section, (byte) 0x80)));
    broken.add(changed(name + " all zero", b -> fill(b, section, (byte) 0)));
    broken.add(changed(name + " at random", b -> scramble(b, section)));
    broken.add(changed(name + " linked to itself", b -> b.putInt(section.header() + 40, 1)));
    broken.add(changed(name + " with entries of 0", b -> b.putLong(section.header() + 56, 0)));
    return broken;
  }

  private Broken changed(String how, java.util.function.Consumer<ByteBuffer> change) {
    byte[] bytes = whole.clone();
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return new Broken(how, ByteBuffer.wrap(bytes));
  }

  private void scatter(ByteBuffer b) {
    for (int i = 0; i < 400; i++) {
      b.put(64 + random.nextInt(b.capacity() - 64), (byte) random.nextInt());
    }
  }

  private void scramble(ByteBuffer b, Section section) {
    for (int i = 0; i < Math.max(4, section.size() / 50); i++) {
      b.put(section.offset() + random.nextInt(section.size()), (byte) random.nextInt());
    }
  }

  private static void fill(ByteBuffer b, Section section, byte value) {
    for (int i = 0; i < section.size(); i++) {
      b.put(section.offset() + i, value);
    }
  }

  private List<Section> sections() {
    ByteBuffer b = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) b.getLong(SECTION_TABLE);
    int count = b.getShort(SECTION_COUNT);
    int names = (int) b.getLong(table + b.getShort(62) * SECTION_BYTES + 24);
    List<Section> sections = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int header = table + i * SECTION_BYTES;
      int size = (int) b.getLong(header + 32);
      // 8 is SHT_NOBITS, which has no bytes.
      if (size > 24 && b.getInt(header + 4) != 8) {
        sections.add(
            new Section(
                text(names + b.getInt(header)), header, (int) b.getLong(header + 24), size));
      }
    }
    return sections;
  }

  private String text(int at) {
    int end = at;
    while (whole[end] != 0) {
      end++;
    }
    return new String(whole, at, end - at, StandardCharsets.ISO_8859_1);
  }
}

package dev.seep.kernel.stacks.unwind;

/// One ELF file at its place in the target.
///
/// @param key what libdw knows it by: two files never share it, nor one file at two places
/// @param name as the target sees it
/// @param bias what is added to the file's addresses to have the target's
/// @param low first address, as libdw computes it from the first segment
/// @param high first address behind the last segment
record MappedElf(String key, String name, ElfFile elf, long bias, long low, long high) {

  boolean contains(long address) {
    return address >= low && address < high;
  }

  /// Whether code can be there; a return address anywhere else is a misunderstanding.
  boolean isCode(long address) {
    for (ElfFile.Segment segment : elf.segments()) {
      if (segment.isLoaded() && segment.isExecutable() && segment.contains(address - bias)) {
        return true;
      }
    }
    return false;
  }

  /// The last component of its name.
  String baseName() {
    return baseName(name);
  }

  static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}

package dev.seep.kernel.stacks.unwind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Reads debugging information entries (DWARF 5, chapter 2) through libdw. An entry is the address
/// of a `Dwarf_Die` of 32 bytes.
final class Die {
  static final int BYTES = 32;

  static final int TAG_CLASS = 0x02;
  static final int TAG_STRUCTURE = 0x13;
  static final int TAG_UNION = 0x17;
  static final int TAG_INLINED = 0x1d;
  static final int TAG_SUBPROGRAM = 0x2e;
  static final int TAG_NAMESPACE = 0x39;

  private static final int TAG_ENUMERATION = 0x04;
  private static final int TAG_BLOCK = 0x0b;
  private static final int TAG_MODULE = 0x1e;
  private static final int TAG_CATCH = 0x25;
  private static final int TAG_TRY = 0x32;

  private static final int AT_NAME = 0x03;
  private static final int AT_COMPILATION_FOLDER = 0x1b;
  private static final int AT_ABSTRACT_ORIGIN = 0x31;
  private static final int AT_SPECIFICATION = 0x47;
  private static final int AT_CALL_FILE = 0x58;
  private static final int AT_CALL_LINE = 0x59;
  private static final int AT_LINKAGE_NAME = 0x6e;
  private static final int AT_MIPS_LINKAGE_NAME = 0x2007;

  private final Libdw libdw;
  private final MemorySegment attribute;
  private final MemorySegment out;

  Die(Libdw libdw, Arena arena) {
    this.libdw = libdw;
    attribute = arena.allocate(32, 8);
    out = arena.allocate(64, 8);
  }

  int tag(long die) {
    return libdw.callInt("dwarf_tag", die);
  }

  boolean isFunction(long die) {
    int tag = tag(die);
    return tag == TAG_SUBPROGRAM || tag == TAG_INLINED;
  }

  /// Whether it is a part of a function that may hold inlined ones.
  boolean isScope(long die) {
    int tag = tag(die);
    return tag == TAG_INLINED || tag == TAG_BLOCK || tag == TAG_TRY || tag == TAG_CATCH;
  }

  /// Whether functions may be defined inside.
  static boolean mayHoldFunctions(int tag) {
    return switch (tag) {
      case TAG_NAMESPACE, TAG_MODULE, TAG_CLASS, TAG_STRUCTURE, TAG_UNION, TAG_ENUMERATION -> true;
      default -> false;
    };
  }

  String name(long die) {
    return text(die, AT_NAME);
  }

  /// The name that the linker knows; empty where the language has none, as C.
  String linkageName(long die) {
    String name = text(die, AT_LINKAGE_NAME);
    return name.isEmpty() ? text(die, AT_MIPS_LINKAGE_NAME) : name;
  }

  private String text(long die, int at) {
    long found = libdw.call("dwarf_attr_integrate", die, at, attribute.address());
    return found == 0 ? "" : NativeMemory.text(libdw.call("dwarf_formstring", found));
  }

  /// In which file (its number in the unit's table) an inlined function was called.
  Optional<Long> callFile(long die) {
    return number(die, AT_CALL_FILE);
  }

  Optional<Long> callLine(long die) {
    return number(die, AT_CALL_LINE);
  }

  private Optional<Long> number(long die, int at) {
    long found = libdw.call("dwarf_attr", die, at, attribute.address());
    if (found == 0 || libdw.callInt("dwarf_formudata", found, out.address()) != 0) {
      return Optional.empty();
    }
    return Optional.of(NativeMemory.word(out.address()));
  }

  /// The entry that declares a function where its namespaces and classes are: what an inlined or a
  /// defining entry refers to. Written to `into`; the entry itself when it refers to none.
  long declaration(long die, MemorySegment into) {
    long at = die;
    for (int step = 0; step < 4; step++) {
      long found = libdw.call("dwarf_attr", at, AT_ABSTRACT_ORIGIN, attribute.address());
      if (found == 0) {
        found = libdw.call("dwarf_attr", at, AT_SPECIFICATION, attribute.address());
      }
      if (found == 0) {
        return at;
      }
      at = libdw.call("dwarf_formref_die", found, into.address());
      if (at == 0) {
        return die;
      }
    }
    return at;
  }

  /// The folder that relative paths of a unit begin at; empty when not told.
  String compilationFolder(long unit) {
    return text(unit, AT_COMPILATION_FOLDER);
  }

  /// DW_AT_language of a unit; 0 when not told.
  int language(long unit) {
    return Math.max(0, libdw.callInt("dwarf_srclang", unit));
  }
}

package dev.seep.kernel.stacks.unwind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Functions of a compilation unit by address, for units that define them inside of namespaces, as
/// rustc does: `dwarf_getscopes` does not look there, since a namespace itself covers no address.
final class FunctionIndex {
  private static final int DEPTH = 48;
  private static final int VISITED = 1 << 22;
  private static final int UNITS = 256;

  /// Entries of a chain; what is nested deeper is left out.
  private static final int CHAIN = 256;

  private final Libdw libdw;
  private final Die dies;
  private final MemorySegment levels;
  private final MemorySegment ranges;
  private final MemorySegment chain;
  private final MemorySegment child;
  private final Map<Long, NavigableMap<Long, Function>> units = new HashMap<>();

  /// The first three words of its `Dwarf_Die`; the fourth is padding.
  private record Function(long end, long first, long second, long third) {}

  /// Entries from the innermost inlined function out to the one that holds them, one behind the
  /// other.
  record Chain(long address, int length) {}

  FunctionIndex(Libdw libdw, Die dies, Arena arena) {
    this.libdw = libdw;
    this.dies = dies;
    levels = arena.allocate((long) DEPTH * Die.BYTES, 8);
    ranges = arena.allocate(32, 8);
    chain = arena.allocate((long) CHAIN * Die.BYTES, 8);
    child = arena.allocate(Die.BYTES, 8);
  }

  void clear() {
    units.clear();
  }

  /// Of length 0 when no function of the unit is there; valid until the next call.
  Chain chain(long unit, long address) {
    if (units.size() > UNITS) {
      units.clear();
    }
    Entry<Long, Function> below = units.computeIfAbsent(unit, this::read).floorEntry(address);
    if (below == null || address >= below.getValue().end()) {
      return new Chain(0, 0);
    }
    Function function = below.getValue();
    long last = chain.address() + (CHAIN - 1L) * Die.BYTES;
    NativeMemory.putWord(last, function.first());
    NativeMemory.putWord(last + 8, function.second());
    NativeMemory.putWord(last + 16, function.third());
    return descend(last, address);
  }

  private Chain descend(long function, long address) {
    long innermost = function;
    int length = 1;
    boolean found = libdw.callInt("dwarf_child", function, child.address()) == 0;
    for (int i = 0; found && i < VISITED; i++) {
      boolean covers =
          dies.isScope(child.address())
              && libdw.callInt("dwarf_haspc", child.address(), address) == 1;
      if (covers && dies.tag(child.address()) == Die.TAG_INLINED && length < CHAIN) {
        innermost -= Die.BYTES;
        length++;
        copy(child.address(), innermost);
      }
      String next = covers ? "dwarf_child" : "dwarf_siblingof";
      found = libdw.callInt(next, child.address(), child.address()) == 0;
    }
    return new Chain(innermost, length);
  }

  private static void copy(long from, long to) {
    for (int i = 0; i < Die.BYTES; i += Long.BYTES) {
      NativeMemory.putWord(to + i, NativeMemory.word(from + i));
    }
  }

  private NavigableMap<Long, Function> read(long unit) {
    NavigableMap<Long, Function> functions = new TreeMap<>();
    int depth = libdw.callInt("dwarf_child", unit, levels.address()) == 0 ? 0 : -1;
    for (int i = 0; depth >= 0 && i < VISITED; i++) {
      long die = levels.address() + (long) depth * Die.BYTES;
      int tag = dies.tag(die);
      if (tag == Die.TAG_SUBPROGRAM) {
        add(functions, die);
      }
      boolean deeper =
          Die.mayHoldFunctions(tag)
              && depth + 1 < DEPTH
              && libdw.callInt("dwarf_child", die, die + Die.BYTES) == 0;
      depth += deeper ? 1 : 0;
      while (!deeper && depth >= 0) {
        long here = levels.address() + (long) depth * Die.BYTES;
        if (libdw.callInt("dwarf_siblingof", here, here) == 0) {
          break;
        }
        depth--;
      }
    }
    return functions;
  }

  private void add(NavigableMap<Long, Function> functions, long die) {
    long start = ranges.address() + 8;
    long end = ranges.address() + 16;
    long offset = 0;
    do {
      offset = libdw.call("dwarf_ranges", die, offset, ranges.address(), start, end);
      if (offset > 0) {
        functions.put(
            NativeMemory.word(start),
            new Function(
                NativeMemory.word(end),
                NativeMemory.word(die),
                NativeMemory.word(die + 8),
                NativeMemory.word(die + 16)));
      }
    } while (offset > 0 && functions.size() < VISITED);
  }
}

package dev.seep.kernel.stacks.unwind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which compilation unit of a module covers an address.
///
/// libdw asks `.debug_aranges`, which gcc writes, but clang, rustc and Go do not; for their modules
/// the ranges that the units themselves tell are read once. In a program of several compilers
/// libdwfl gives a gap between the units in that table to the one before it: so the unit is asked
/// too.
final class CompilationUnits {
  private static final int UNITS = 1 << 18;
  private static final int RANGES = 1 << 20;

  private final Libdw libdw;
  private final MemorySegment out;
  private final Map<String, NavigableMap<Long, Range>> tables = new HashMap<>();

  /// A unit's entry, and what libdw's debug info has to be moved by to be where the target has it.
  record Unit(long die, long bias) {}

  private record Range(long end, Unit unit) {}

  CompilationUnits(Libdw libdw, Arena arena) {
    this.libdw = libdw;
    out = arena.allocate(64, 8);
  }

  /// Forgets the modules that are not among those of `keys`.
  void retain(Set<String> keys) {
    tables.keySet().retainAll(keys);
  }

  Optional<Unit> find(MappedElf elf, long module, long address) {
    long die = libdw.call("dwfl_module_addrdie", module, address, out.address());
    long bias = NativeMemory.word(out.address());
    if (die != 0 && libdw.callInt("dwarf_haspc", die, address - bias) != 0) {
      return Optional.of(new Unit(die, bias));
    }
    NavigableMap<Long, Range> table = tables.computeIfAbsent(elf.key(), _ -> read(module));
    Entry<Long, Range> below = table.floorEntry(address);
    return below == null || address >= below.getValue().end()
        ? Optional.empty()
        : Optional.of(below.getValue().unit());
  }

  private NavigableMap<Long, Range> read(long module) {
    NavigableMap<Long, Range> table = new TreeMap<>();
    long die = 0;
    for (int i = 0; i < UNITS && table.size() < RANGES; i++) {
      die = libdw.call("dwfl_module_nextcu", module, die, out.address());
      if (die == 0) {
        break;
      }
      addRanges(table, new Unit(die, NativeMemory.word(out.address())));
    }
    return table;
  }

  private void addRanges(NavigableMap<Long, Range> table, Unit unit) {
    long base = out.address() + 16;
    long start = out.address() + 24;
    long end = out.address() + 32;
    long offset = 0;
    do {
      offset = libdw.call("dwarf_ranges", unit.die(), offset, base, start, end);
      if (offset > 0) {
        long from = NativeMemory.word(start) + unit.bias();
        table.put(from, new Range(NativeMemory.word(end) + unit.bias(), unit));
      }
    } while (offset > 0 && table.size() < RANGES);
  }
}

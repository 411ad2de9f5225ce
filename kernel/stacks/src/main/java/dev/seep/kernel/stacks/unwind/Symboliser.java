package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Addresses to frames; what was once found is kept.
final class Symboliser {
  private static final int KEPT = 1 << 14;
  private static final int WITHOUT_SIZE = 4096;

  private final DwflSession session;
  private final AddressSpace space;
  private final Libdw libdw;
  private final SymbolNames names;
  private final DebugInfo debugInfo;
  private final GoModules goModules = new GoModules();
  private final MemorySegment symbol;
  private PerfMap perfMap = PerfMap.EMPTY;

  private final Map<Long, List<Frame>> kept =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Frame>> eldest) {
          return size() > KEPT;
        }
      };

  Symboliser(DwflSession session, AddressSpace space, Arena arena) {
    this.session = session;
    this.space = space;
    libdw = session.libdw();
    names = new SymbolNames(libdw);
    debugInfo = new DebugInfo(libdw, names, arena);
    symbol = arena.allocate(32, 8);
  }

  /// To be called when the address space has changed.
  void forget() {
    kept.clear();
    Set<String> keys = space.all().stream().map(MappedElf::key).collect(Collectors.toSet());
    debugInfo.retain(keys);
    goModules.retain(keys);
  }

  void perfMap(PerfMap map) {
    perfMap = map;
    kept.clear();
  }

  /// The function at an address and those inlined there, innermost first; at least one frame.
  List<Frame> at(long address) {
    List<Frame> known = kept.get(address);
    if (known == null) {
      known = name(address);
      kept.put(address, known);
    }
    return known;
  }

  private List<Frame> name(long address) {
    Optional<MappedElf> elf = space.find(address);
    if (elf.isPresent()) {
      return inFile(elf.get(), address);
    }
    if (session.isVdso(address)) {
      String function = names.readable(symbolAt(session.module(address), address));
      return List.of(new Frame(orHex(function, address), "", 0, "[vdso]", Languages.UNKNOWN));
    }
    return List.of(perfMap.find(address).orElseGet(() -> unnamed(space, address)));
  }

  /// `module+0xoffset`, or the address alone where no file is mapped.
  static Frame unnamed(AddressSpace space, long address) {
    Optional<MappedElf> elf = space.find(address);
    if (elf.isPresent()) {
      return unnamed(elf.get().baseName(), address - elf.get().bias());
    }
    return space
        .findMissing(address)
        .map(m -> unnamed(MappedElf.baseName(m.name()), address - m.start() + m.fileOffset()))
        .orElseGet(() -> new Frame(hex(address), "", 0, "", Languages.UNKNOWN));
  }

  private static Frame unnamed(String module, long offset) {
    return new Frame(module + "+" + hex(offset), "", 0, module, Languages.UNKNOWN);
  }

  Optional<GoLineTable> goTable(MappedElf elf) {
    return goModules.of(elf);
  }

  private List<Frame> inFile(MappedElf elf, long address) {
    long module = session.module(address);
    String base = elf.baseName();
    List<DebugInfo.Place> places = module == 0 ? List.of() : debugInfo.at(elf, module, address);
    if (places.isEmpty()) {
      List<Frame> go =
          goModules.of(elf).map(t -> t.frames(address - elf.bias(), base)).orElse(List.of());
      return go.isEmpty()
          ? List.of(bySymbol(elf, module, address, new DebugInfo.Place("", "", 0, "")))
          : go;
    }
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      DebugInfo.Place place = places.get(i);
      boolean whole = i == places.size() - 1;
      boolean named =
          !place.function().isEmpty() && !(whole && place.function().contains(DebugInfo.LAMBDA));
      frames.add(
          named || !whole
              ? new Frame(place.function(), place.file(), place.line(), base, place.language())
              : bySymbol(elf, module, address, place));
    }
    return List.copyOf(frames);
  }

  /// A function that debug info gives no name, or none that is good.
  private Frame bySymbol(MappedElf elf, long module, long address, DebugInfo.Place place) {
    String found = module == 0 ? "" : symbolAt(module, address);
    String base = elf.baseName();
    boolean go = place.language().equals(Languages.GO) || goModules.of(elf).isPresent();
    String function = go ? found : names.readable(found);
    if (function.isEmpty()) {
      function =
          place.function().isEmpty() ? base + "+" + hex(address - elf.bias()) : place.function();
    }
    String language = place.language().isEmpty() ? Languages.ofSymbol(found) : place.language();
    return new Frame(function, place.file(), place.line(), base, language);
  }

  /// The symbol whose extent holds the address; empty when there is none. One without extent, as
  /// assembly has them, counts for the page that follows it.
  private String symbolAt(long module, long address) {
    long name = libdw.call("dwfl_module_addrsym", module, address, symbol.address(), 0);
    if (name == 0) {
      return "";
    }
    long value = NativeMemory.word(symbol.address() + 8);
    long size = NativeMemory.word(symbol.address() + 16);
    boolean beyond = Long.compareUnsigned(address - value, size == 0 ? WITHOUT_SIZE : size) >= 0;
    return beyond ? "" : NativeMemory.text(name);
  }

  private static String orHex(String name, long address) {
    return name.isEmpty() ? hex(address) : name;
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}

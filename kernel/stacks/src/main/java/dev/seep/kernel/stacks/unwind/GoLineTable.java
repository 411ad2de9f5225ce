package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Go's own table of functions, files and lines, `.gopclntab`, which is in every Go program, also
/// in one whose debug info was stripped (`-ldflags=-s -w`). Of Go 1.16, 1.18 and 1.20 onwards; as
/// read by `debug/gosym` and `runtime/symtab.go` of Go. Addresses are those of the file.
///
/// Only what a question needs is read: the table of a large program has tens of megabytes.
final class GoLineTable {
  private static final int PCDATA_INLINE_TREE = 2;
  private static final int FUNCDATA_INLINE_TREE = 3;
  private static final int PC_TABLE = 1 << 16;
  private static final int INLINED = 64;

  private final GoTableReader in;
  private final GoTableReader.Version version;
  private final long functions;
  private final long textStart;
  private final long names;
  private final long unitFiles;
  private final long files;
  private final long pcTables;
  private final long functionTable;
  private final int quantum;
  private final Optional<GoInlining> inlining;

  private record Function(long at, long entry) {}

  private GoLineTable(GoTableReader in, ElfFile elf) {
    this.in = in;
    version = in.version();
    quantum = in.quantum();
    boolean relative = version != GoTableReader.Version.GO_1_16;
    int first = relative ? 3 : 2;
    functions = in.headerWord(0);
    long told = relative ? in.headerWord(2) : 0;
    textStart =
        told != 0 || !relative
            ? told
            : elf.section(".text").map(ElfFile.Section::address).orElse(0L);
    names = in.headerWord(first);
    unitFiles = in.headerWord(first + 1);
    files = in.headerWord(first + 2);
    pcTables = in.headerWord(first + 3);
    functionTable = in.headerWord(first + 4);
    inlining = GoInlining.of(elf, in, names);
  }

  /// Empty when the module was not built by Go, or by one whose table is not known here.
  static Optional<GoLineTable> of(ElfFile elf) {
    return elf.section(".gopclntab")
        .or(() -> elf.section(".data.rel.ro.gopclntab"))
        .flatMap(section -> GoTableReader.of(elf, section))
        .map(in -> new GoLineTable(in, elf));
  }

  /// The function at an address, and those inlined there, innermost first; empty when none is.
  List<Frame> frames(long address, String module) {
    Optional<Function> found = find(address);
    if (found.isEmpty()) {
      return List.of();
    }
    Function f = found.get();
    List<Frame> frames = new ArrayList<>();
    long at = address;
    int index = inlineIndex(f, at);
    for (int i = 0; i < INLINED && index >= 0 && inlining.isPresent(); i++) {
      Optional<GoInlining.Call> call = inlining.get().call(inlineTree(f), index);
      if (call.isEmpty()) {
        break;
      }
      frames.add(frame(call.get().function(), f, at, module));
      at = f.entry() + call.get().parent();
      index = inlineIndex(f, at);
    }
    if (index >= 0 && inlining.isEmpty()) {
      frames.add(frame("", f, at, module));
      frames.add(new Frame(name(f), "", 0, module, Languages.GO));
    } else {
      frames.add(frame(name(f), f, at, module));
    }
    return frames;
  }

  /// The function at an address; empty when there is none.
  String function(long address) {
    return find(address).map(this::name).orElse("");
  }

  /// How far above the stack pointer the return address lies, in bytes; empty when not known.
  OptionalLong frameSize(long address) {
    Optional<Function> found = find(address);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    Function f = found.get();
    int size = value(in.half(field(f, 3)), f, address);
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private Frame frame(String function, Function f, long address, String module) {
    int file = value(in.half(field(f, 4)), f, address);
    int line = value(in.half(field(f, 5)), f, address);
    return new Frame(function, fileName(f, file), Math.max(0, line), module, Languages.GO);
  }

  private Optional<Function> find(long address) {
    long low = 0;
    long high = functions;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (Long.compareUnsigned(entry(middle), address) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    boolean inside =
        functions > 0
            && Long.compareUnsigned(entry(low), address) <= 0
            && Long.compareUnsigned(address, entry(low + 1)) < 0;
    if (!inside) {
      return Optional.empty();
    }
    boolean old = version == GoTableReader.Version.GO_1_16;
    long offset =
        old
            ? in.word(functionTable + low * 16 + 8)
            : in.half(functionTable + low * 8 + 4) & 0xffffffffL;
    return Optional.of(new Function(functionTable + offset, entry(low)));
  }

  private long entry(long index) {
    return version == GoTableReader.Version.GO_1_16
        ? in.word(functionTable + index * 16)
        : textStart + (in.half(functionTable + index * 8) & 0xffffffffL);
  }

  /// Fields of `runtime._func` by number: 0 name, 1 arguments, 2 deferreturn, 3 pcsp, 4 pcfile, 5
  /// pcln, 6 npcdata, 7 unit; the entry before them has eight bytes in 1.16 and four since.
  private long field(Function f, int number) {
    return f.at() + (version == GoTableReader.Version.GO_1_16 ? 8 : 4) + number * 4L;
  }

  private String name(Function f) {
    return in.text(names + in.half(field(f, 0)));
  }

  private String fileName(Function f, int number) {
    if (number < 0) {
      return "";
    }
    long index = (in.half(field(f, 7)) & 0xffffffffL) + number;
    int offset = in.half(unitFiles + index * 4);
    return offset == -1 ? "" : in.text(files + (offset & 0xffffffffL));
  }

  /// Behind the fields: since 1.20 the first line, then function id, flag, padding, and the number
  /// of funcdata.
  private long pcData(Function f) {
    return field(f, version == GoTableReader.Version.GO_1_20 ? 10 : 9);
  }

  private int inlineIndex(Function f, long address) {
    return in.half(field(f, 6)) <= PCDATA_INLINE_TREE
        ? -1
        : value(in.half(pcData(f) + PCDATA_INLINE_TREE * 4), f, address);
  }

  /// Where the function's tree of inlined calls begins, from the start of all function data.
  private long inlineTree(Function f) {
    int count = in.unsignedByte(pcData(f) - 1);
    if (version == GoTableReader.Version.GO_1_16 || count <= FUNCDATA_INLINE_TREE) {
      return -1;
    }
    long data = pcData(f) + in.half(field(f, 6)) * 4L;
    int offset = in.half(data + FUNCDATA_INLINE_TREE * 4);
    return offset == -1 ? -1 : offset & 0xffffffffL;
  }

  /// The value of a table at an address: pairs of differences, of the value (zigzag) and of the
  /// address, from -1 and the function's entry; -1 when the table has none.
  private int value(int table, Function f, long address) {
    if (table <= 0) {
      return -1;
    }
    ByteBuffer pairs = in.some(pcTables + table, PC_TABLE);
    int value = -1;
    long pc = f.entry();
    boolean first = true;
    while (pairs.hasRemaining()) {
      long change = unsigned(pairs);
      if (change == 0 && !first) {
        return -1;
      }
      value += (int) ((change >>> 1) ^ -(change & 1));
      pc += unsigned(pairs) * quantum;
      if (Long.compareUnsigned(address, pc) < 0) {
        return value;
      }
      first = false;
    }
    return -1;
  }

  private static long unsigned(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 35 && in.hasRemaining(); shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        break;
      }
    }
    return value;
  }
}

package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.NativeCallback;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// A session of libdwfl over one address space. libdw asks for files, memory and registers by
/// callbacks, and is answered from what this process holds: it never opens a path here.
///
/// Files are handed over when they are first needed, as duplicates, since libdw closes what it is
/// given. The machine is told by an ELF header of our own, so that no module that goes away takes
/// the machine's description with it.
final class DwflSession implements AutoCloseable {
  private static final int FAILED = -1;
  private static final int EVERY_THREAD = 1;

  private final Libdw libdw;
  private final Architecture architecture;
  private final AddressSpace space;
  private final DebugFileCheck debugFiles;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment registers;
  private final MemorySegment programCounter;
  private final long frameCallback;
  private final long dwfl;
  private Vdso vdso = new Vdso(MemorySegment.NULL, 0);
  private Walk walk = Walk.NONE;

  private record Vdso(MemorySegment image, long start) {}

  DwflSession(
      Libdw libdw, Architecture architecture, AddressSpace space, DebugFileCheck debugFiles) {
    this.libdw = libdw;
    this.architecture = architecture;
    this.space = space;
    this.debugFiles = debugFiles;
    registers = arena.allocate(ValueLayout.JAVA_LONG, architecture.dwarfRegisters());
    programCounter = arena.allocate(16, 8);
    frameCallback = NativeCallback.of(arena, 2, 1, (frame, _, _, _, _, _, _, _) -> onFrame(frame));
    dwfl = libdw.call("dwfl_begin", fileCallbacks());
    report();
    libdw.call("dwfl_attach_state", dwfl, machine(), EVERY_THREAD, threadCallbacks(), 0);
  }

  /// `Dwfl_Callbacks` of `libdwfl.h`.
  private long fileCallbacks() {
    MemorySegment callbacks = arena.allocate(32, 8);
    callbacks.set(
        ValueLayout.JAVA_LONG,
        0,
        NativeCallback.of(arena, 6, FAILED, (_, _, _, base, _, elf, _, _) -> onFindElf(base, elf)));
    callbacks.set(
        ValueLayout.JAVA_LONG,
        8,
        NativeCallback.of(
            arena,
            8,
            FAILED,
            (_, _, _, base, _, link, crc, _) -> onFindDebug(base, link, (int) crc)));
    callbacks.set(
        ValueLayout.JAVA_LONG,
        16,
        NativeCallback.of(arena, 8, FAILED, (_, _, _, _, _, _, _, _) -> FAILED));
    return callbacks.address();
  }

  /// `Dwfl_Thread_Callbacks` of `libdwfl.h`.
  private long threadCallbacks() {
    MemorySegment callbacks = arena.allocate(48, 8);
    long next = NativeCallback.of(arena, 3, 0, (_, _, _, _, _, _, _, _) -> 0);
    long get = NativeCallback.of(arena, 4, 0, (_, _, _, _, _, _, _, _) -> 1);
    long memory =
        NativeCallback.of(
            arena, 4, 0, (_, address, into, _, _, _, _, _) -> onMemory(address, into) ? 1 : 0);
    long start =
        NativeCallback.of(arena, 2, 0, (thread, _, _, _, _, _, _, _) -> onStart(thread) ? 1 : 0);
    callbacks.set(ValueLayout.JAVA_LONG, 0, next);
    callbacks.set(ValueLayout.JAVA_LONG, 8, get);
    callbacks.set(ValueLayout.JAVA_LONG, 16, memory);
    callbacks.set(ValueLayout.JAVA_LONG, 24, start);
    return callbacks.address();
  }

  /// An `Elf` that says the machine and nothing else.
  private long machine() {
    MemorySegment header = arena.allocate(64, 8);
    header.set(ValueLayout.JAVA_INT, 0, 0x464c457f);
    header.set(ValueLayout.JAVA_INT, 4, 0x00010102);
    header.set(ValueLayout.JAVA_SHORT, 16, (short) ElfFile.ET_DYN);
    header.set(ValueLayout.JAVA_SHORT, 18, (short) architecture.elfMachine());
    header.set(ValueLayout.JAVA_INT, 20, 1);
    header.set(ValueLayout.JAVA_SHORT, 52, (short) 64);
    return libdw.elf().call("elf_memory", header.address(), header.byteSize());
  }

  void vdso(byte[] image, long start) {
    if (vdso.start() == start && vdso.image().byteSize() == image.length) {
      return;
    }
    MemorySegment copy = arena.allocate(Math.max(image.length, 1), 8);
    MemorySegment.copy(image, 0, copy, ValueLayout.JAVA_BYTE, 0, image.length);
    vdso = new Vdso(copy, start);
    report();
  }

  /// Tells libdw the address space as it is; what was there before stays as it was read.
  void report() {
    libdw.call("dwfl_report_begin", dwfl);
    try (Arena names = Arena.ofConfined()) {
      for (MappedElf elf : space.all()) {
        libdw.call(
            "dwfl_report_module",
            dwfl,
            names.allocateFrom(elf.key()).address(),
            elf.low(),
            elf.high());
      }
      if (vdso.start() != 0) {
        long end = vdso.start() + vdso.image().byteSize();
        libdw.call(
            "dwfl_report_module", dwfl, names.allocateFrom("vdso").address(), vdso.start(), end);
      }
    }
    libdw.call("dwfl_report_end", dwfl, 0, 0);
  }

  boolean isVdso(long address) {
    return vdso.start() != 0
        && address >= vdso.start()
        && address < vdso.start() + vdso.image().byteSize();
  }

  /// The `Dwfl_Module` at an address, or 0.
  long module(long address) {
    return libdw.call("dwfl_addrmodule", dwfl, address);
  }

  Libdw libdw() {
    return libdw;
  }

  /// Follows a stack; what was found is in the walk.
  void follow(Walk following) {
    walk = following;
    int result = libdw.callInt("dwfl_getthread_frames", dwfl, EVERY_THREAD, frameCallback, 0);
    if (result == 0) {
      following.reachedEnd();
    } else if (result < 0) {
      following.failed(libdw.lastError());
    }
    walk = Walk.NONE;
  }

  /// Asking whether a frame is an activation makes libdw read the one that called it.
  private long onFrame(long frame) {
    walk.begins();
    MemorySegment activation = programCounter.asSlice(8, 8);
    activation.set(ValueLayout.JAVA_LONG, 0, 0);
    if (!libdw.callBool("dwfl_frame_pc", frame, programCounter.address(), activation.address())) {
      return 1;
    }
    long pc = programCounter.get(ValueLayout.JAVA_LONG, 0);
    boolean exact = activation.get(ValueLayout.JAVA_BYTE, 0) != 0;
    return walk.add(pc, exact, mayBeCode(exact ? pc : pc - 1)) ? 0 : 1;
  }

  /// Within a file only what is mapped executable; elsewhere a runtime may have made code.
  private boolean mayBeCode(long address) {
    return space.find(address).map(elf -> elf.isCode(address)).orElse(true);
  }

  private boolean onMemory(long address, long into) {
    Optional<Long> word = walk.stackWord(address).or(() -> fileWord(address));
    word.ifPresentOrElse(value -> NativeMemory.putWord(into, value), () -> walk.missed(address));
    return word.isPresent();
  }

  private Optional<Long> fileWord(long address) {
    return space.find(address).flatMap(elf -> elf.elf().word(address - elf.bias()));
  }

  private boolean onStart(long thread) {
    for (int i = 0; i < architecture.dwarfRegisters(); i++) {
      registers.setAtIndex(ValueLayout.JAVA_LONG, i, walk.register(architecture.slotOf(i)));
    }
    boolean set =
        libdw.callBool(
            "dwfl_thread_state_registers",
            thread,
            0,
            architecture.dwarfRegisters(),
            registers.address());
    if (architecture == Architecture.AARCH64) {
      libdw.call(
          "dwfl_thread_state_register_pc",
          thread,
          walk.register(architecture.programCounterSlot()));
    }
    return set;
  }

  private long onFindElf(long base, long elfPointer) {
    if (vdso.start() == base) {
      long elf = libdw.elf().call("elf_memory", vdso.image().address(), vdso.image().byteSize());
      NativeMemory.putWord(elfPointer, elf);
      return FAILED;
    }
    return space.at(base).map(elf -> Syscalls.duplicate(elf.elf().file().fd())).orElse(FAILED);
  }

  private long onFindDebug(long base, long link, int crc) {
    return space
        .at(base)
        .map(elf -> debugFiles.find(elf, NativeMemory.text(link), crc))
        .orElse(FAILED);
  }

  @Override
  public void close() {
    libdw.call("dwfl_end", dwfl);
    arena.close();
  }
}

package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows and names the stacks of one process. For one thread at a time.
///
/// The constructor loads libraries; afterwards nothing is opened here. libdw itself would open the
/// parts of split debug info (`.dwo`) and the shared part of `dwz` by path: whoever runs this on
/// files of strangers forbids it to.
public final class Unwinder implements AutoCloseable {
  private final Architecture architecture;
  private final AddressSpace space;
  private final Optional<LibdwEngine> engine;
  private PerfMap perfMap = PerfMap.EMPTY;

  public Unwinder(Architecture architecture, DebugFiles debugFiles) {
    this.architecture = architecture;
    space = new AddressSpace(architecture.elfMachine());
    engine =
        Libdw.load()
            .map(dw -> new LibdwEngine(dw, architecture, space, new DebugFileCheck(debugFiles)));
  }

  /// Tells the address space as it is now; to be called again after a dlopen(3). The descriptors
  /// are duplicated where they are needed, one a file.
  public synchronized void modules(List<Module> modules) {
    space.update(modules);
    engine.ifPresent(LibdwEngine::spaceChanged);
  }

  /// Tells the symbols of code made at run time.
  ///
  /// @param text what `/tmp/perf-PID.map` holds
  public synchronized void perfMap(byte[] text) {
    perfMap = new PerfMap(text);
    engine.ifPresent(e -> e.perfMap(perfMap));
  }

  /// Tells the vDSO, whose ELF image no file holds.
  public synchronized void vdso(byte[] image, long start) {
    engine.ifPresent(e -> e.vdso(image, start));
  }

  /// Never throws for bad input: the result is then not whole and says why.
  public synchronized Unwound unwind(StackCopy copy) {
    if (copy.registers().length < architecture.registerBytes()) {
      return new Unwound(
          List.of(),
          false,
          "the registers have "
              + copy.registers().length
              + " bytes where "
              + architecture.registerBytes()
              + " were expected");
    }
    try {
      return engine.map(e -> e.unwind(copy)).orElseGet(() -> byFramePointers(copy));
    } catch (RuntimeException | UnsatisfiedLinkError failure) {
      return new Unwound(List.of(), false, "the stack could not be followed: " + failure);
    }
  }

  /// What remains without libdw.
  private Unwound byFramePointers(StackCopy copy) {
    List<Frame> frames = new ArrayList<>();
    for (long address : copy.framePointers()) {
      if (frames.size() == Walk.FRAMES) {
        break;
      }
      frames.add(perfMap.find(address).orElseGet(() -> Symboliser.unnamed(space, address)));
    }
    return new Unwound(
        frames, false, "libdw.so.1 is not installed: only frame pointers were followed");
  }

  @Override
  public synchronized void close() {
    engine.ifPresent(LibdwEngine::close);
    space.close();
  }
}

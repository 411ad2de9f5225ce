package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.util.ArrayList;
import java.util.List;

/// Follows and names the stacks of one process. For one thread at a time.
///
/// Libraries are loaded by the constructor; afterwards nothing is opened.
public final class Unwinder implements AutoCloseable {
  private final Architecture architecture;
  private final DebugFiles debugFiles;
  private List<Module> modules = List.of();

  public Unwinder(Architecture architecture, DebugFiles debugFiles) {
    this.architecture = architecture;
    this.debugFiles = debugFiles;
  }

  /// Tells the address space as it is now; to be called again after a dlopen(3).
  public void modules(List<Module> modules) {
    this.modules = List.copyOf(modules);
  }

  /// Tells the symbols of code made at run time.
  ///
  /// @param text what `/tmp/perf-PID.map` holds
  public void perfMap(byte[] text) {}

  /// Tells the vDSO, whose ELF image no file holds.
  public void vdso(byte[] image, long start) {}

  /// Never throws for bad input: the result is then not whole and says why.
  public Unwound unwind(StackCopy copy) {
    List<Frame> frames = new ArrayList<>();
    for (long address : copy.framePointers()) {
      frames.add(new Frame("0x" + Long.toHexString(address), "", 0, "", ""));
    }
    return new Unwound(
        frames,
        false,
        "frame pointers alone, of " + modules.size() + " " + architecture + debugFiles);
  }

  @Override
  public void close() {}
}

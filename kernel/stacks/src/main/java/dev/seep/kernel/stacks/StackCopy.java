package dev.seep.kernel.stacks;

/// The registers of a thread at the moment it entered the kernel, and the top of its stack. The
/// arrays are handed over, not copied: nobody writes to them any more.
public final class StackCopy {
  private final int thread;
  private final byte[] registers;
  private final byte[] stack;
  private final long[] framePointers;

  /// @param thread its id, as Seep's own pid namespace numbers it
  /// @param registers `struct pt_regs` (x86-64) or `struct user_pt_regs` (arm64) as the kernel lays
  ///   it out, in native byte order
  /// @param stack what lay from the stack pointer upwards, as much as was copied
  /// @param framePointers return addresses found by following frame pointers, innermost first: the
  ///   fallback, right only for code that keeps them
  public StackCopy(int thread, byte[] registers, byte[] stack, long[] framePointers) {
    this.thread = thread;
    this.registers = registers;
    this.stack = stack;
    this.framePointers = framePointers;
  }

  public int thread() {
    return thread;
  }

  public byte[] registers() {
    return registers;
  }

  public byte[] stack() {
    return stack;
  }

  public long[] framePointers() {
    return framePointers;
  }
}

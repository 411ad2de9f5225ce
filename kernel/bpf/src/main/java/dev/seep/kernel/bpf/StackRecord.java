package dev.seep.kernel.bpf;

/// A thread's stack when it opened a descriptor or made another thread: raw, to be unwound.
///
/// It belongs to the descriptor, or the thread, with the same process, number and birth.
public final class StackRecord {
  private final int process;
  private final int thread;
  private final boolean isThread;
  private final int number;
  private final long bornAtNanos;
  private final String call;
  private final byte[] registers;
  private final byte[] stack;
  private final long[] framePointers;

  StackRecord(
      int process,
      int thread,
      boolean isThread,
      int number,
      long bornAtNanos,
      String call,
      byte[] registers,
      byte[] stack,
      long[] framePointers) {
    this.process = process;
    this.thread = thread;
    this.isThread = isThread;
    this.number = number;
    this.bornAtNanos = bornAtNanos;
    this.call = call;
    this.registers = registers;
    this.stack = stack;
    this.framePointers = framePointers;
  }

  /// In the pid namespace of this process, as the thread.
  public int process() {
    return process;
  }

  public int thread() {
    return thread;
  }

  /// Whether it was a thread that came, and not a descriptor.
  public boolean isThread() {
    return isThread;
  }

  public int number() {
    return number;
  }

  /// As [BirthRecord#atNanos].
  public long bornAtNanos() {
    return bornAtNanos;
  }

  public String call() {
    return call;
  }

  /// `struct pt_regs` of x86-64 (168 bytes), `struct user_pt_regs` of arm64 (272 bytes). The caller
  /// must not change it.
  public byte[] registers() {
    return registers;
  }

  /// Memory from the stack pointer upwards, as much of it as could be read and was asked for; empty
  /// when it could not be read. The caller must not change it.
  public byte[] stack() {
    return stack;
  }

  /// Return addresses by frame pointers, innermost first, the instruction itself before them: the
  /// whole stack of code that keeps frame pointers, one or two addresses of other code.
  public long[] framePointers() {
    return framePointers;
  }
}

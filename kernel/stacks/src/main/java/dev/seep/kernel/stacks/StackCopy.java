package dev.seep.kernel.stacks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The registers of a thread at the moment it entered the kernel, and the top of its stack. The
/// arrays are handed over, not copied: nobody writes to them any more.
public final class StackCopy {
  private static final int REGISTER_BYTES_X86 = 168;
  private static final int PC_X86 = 16 * Long.BYTES;
  private static final int SP_X86 = 19 * Long.BYTES;
  private static final int REGISTER_BYTES_ARM64 = 272;
  private static final int LINK_ARM64 = 30 * Long.BYTES;
  private static final int SP_ARM64 = 31 * Long.BYTES;
  private static final int PC_ARM64 = 32 * Long.BYTES;
  private static final int INSTRUCTION_BYTES_ARM64 = 4;

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

  /// The stack of whoever called the function that entered the kernel, which must have put nothing
  /// on it. The C library's `clone` is such a one, and cannot be followed otherwise: it has no
  /// unwind information there, as that would be wrong for the child that comes out of the same
  /// call.
  public StackCopy ofCaller() {
    if (registers.length == REGISTER_BYTES_X86 && stack.length >= Long.BYTES) {
      long call = longAt(stack, 0) - 1;
      long sp = longAt(registers, SP_X86) + Long.BYTES;
      byte[] above = Arrays.copyOfRange(stack, Long.BYTES, stack.length);
      return new StackCopy(
          thread, with(PC_X86, call, SP_X86, sp), above, withoutFirst(framePointers));
    }
    if (registers.length == REGISTER_BYTES_ARM64) {
      long call = longAt(registers, LINK_ARM64) - INSTRUCTION_BYTES_ARM64;
      long sp = longAt(registers, SP_ARM64);
      return new StackCopy(
          thread, with(PC_ARM64, call, SP_ARM64, sp), stack, withoutFirst(framePointers));
    }
    return this;
  }

  private byte[] with(int at, long value, int alsoAt, long alsoValue) {
    byte[] changed = registers.clone();
    ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.nativeOrder());
    buffer.putLong(at, value).putLong(alsoAt, alsoValue);
    return changed;
  }

  private static long longAt(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong(at);
  }

  private static long[] withoutFirst(long[] values) {
    return values.length == 0 ? values : Arrays.copyOfRange(values, 1, values.length);
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

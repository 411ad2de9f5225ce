package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The one shape of native call that all others go through: seven 64-bit integers in, one out, and
/// `errno` kept. Both ABIs supported pass integers and pointers in registers, and a callee ignores
/// those that it does not take; linking a second shape would cost every command's start a few
/// milliseconds more.
final class Native {
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              Linker.Option.captureCallState("errno"));
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURED));

  private Native() {}

  /// Calls the function at an address.
  static long call(MemorySegment function, long a, long b, long c, long d, long e, long f, long g) {
    return call(function, STATE.get(), a, b, c, d, e, f, g);
  }

  /// Calls one that returns -1 for a failure; the failure is returned as the negated error number.
  static long callForErrno(
      MemorySegment function, long a, long b, long c, long d, long e, long f, long g) {
    MemorySegment state = STATE.get();
    long result = call(function, state, a, b, c, d, e, f, g);
    return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
  }

  /// The same for one that returns an `int`, which leaves the upper half of the result undefined.
  static long callIntForErrno(
      MemorySegment function, long a, long b, long c, long d, long e, long f) {
    MemorySegment state = STATE.get();
    int result = (int) call(function, state, a, b, c, d, e, f, 0);
    return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
  }

  private static long call(
      MemorySegment function,
      MemorySegment state,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f, g);
    } catch (Throwable failure) {
      throw new IllegalStateException("a native function could not be called", failure);
    }
  }
}

package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// A Java function that native code calls through a pointer.
///
/// As with [NativeLibrary], arguments and result are integers and pointers, in two shapes: of six
/// arguments, which both ABIs pass in registers, so that a function called with fewer finds the
/// rest undefined and ignores them; and of eight, two of which lie on the stack on x86-64. An `int`
/// or `bool` argument has undefined upper bits: narrow it first.
public final class NativeCallback {
  private static final MethodHandle SIX = handle("callSix", 6);
  private static final MethodHandle EIGHT = handle("callEight", 8);

  private final Body body;
  private final long resultOfFailure;

  private NativeCallback(Body body, long resultOfFailure) {
    this.body = body;
    this.resultOfFailure = resultOfFailure;
  }

  /// What is called; the last two arguments are 0 in the shape of six.
  @FunctionalInterface
  public interface Body {
    long call(long a, long b, long c, long d, long e, long f, long g, long h);
  }

  /// The address of a function for native code, valid as long as `arena` lives.
  ///
  /// @param arguments how many the native prototype has, at most 8
  /// @param resultOfFailure what native code is told when `body` throws: no exception may pass
  ///   through native frames
  public static long of(Arena arena, int arguments, long resultOfFailure, Body body) {
    boolean six = arguments <= 6;
    MethodHandle target = (six ? SIX : EIGHT).bindTo(new NativeCallback(body, resultOfFailure));
    MemoryLayout[] parameters = new MemoryLayout[six ? 6 : 8];
    Arrays.fill(parameters, ValueLayout.JAVA_LONG);
    MemorySegment stub =
        Linker.nativeLinker()
            .upcallStub(target, FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters), arena);
    return stub.address();
  }

  @SuppressWarnings("unused") // through its handle
  private long callSix(long a, long b, long c, long d, long e, long f) {
    return callEight(a, b, c, d, e, f, 0, 0);
  }

  private long callEight(long a, long b, long c, long d, long e, long f, long g, long h) {
    try {
      return body.call(a, b, c, d, e, f, g, h);
    } catch (RuntimeException | Error failure) {
      return resultOfFailure;
    }
  }

  private static MethodHandle handle(String method, int arguments) {
    Class<?>[] parameters = new Class<?>[arguments];
    Arrays.fill(parameters, long.class);
    try {
      return MethodHandles.lookup()
          .findVirtual(NativeCallback.class, method, MethodType.methodType(long.class, parameters));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}

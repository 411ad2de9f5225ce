package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A shared library opened at run time, whose functions take and give integers and pointers.
///
/// At most six arguments. A function that returns an `int` leaves the upper half undefined: use
/// [#callInt].
public final class NativeLibrary {
  private final String name;
  private final SymbolLookup symbols;
  private final Map<String, MemorySegment> addresses = new ConcurrentHashMap<>();

  private NativeLibrary(String name, SymbolLookup symbols) {
    this.name = name;
    this.symbols = symbols;
  }

  /// Opens a library by its so-name for the life of this process; empty when it is not installed.
  public static Optional<NativeLibrary> open(String soName) {
    try {
      return Optional.of(
          new NativeLibrary(soName, SymbolLookup.libraryLookup(soName, Arena.global())));
    } catch (IllegalArgumentException notInstalled) {
      return Optional.empty();
    }
  }

  public boolean has(String function) {
    return symbols.find(function).isPresent();
  }

  /// Calls a function; missing arguments are 0.
  ///
  /// @throws UnsatisfiedLinkError when the library has no such function
  public long call(String function, long... arguments) {
    return Native.call(
        address(function),
        at(arguments, 0),
        at(arguments, 1),
        at(arguments, 2),
        at(arguments, 3),
        at(arguments, 4),
        at(arguments, 5),
        0);
  }

  /// Calls one that returns an `int`, -1 for a failure; the failure is returned as the negated
  /// error number.
  public int callForErrno(String function, long... arguments) {
    return (int)
        Native.callIntForErrno(
            address(function),
            at(arguments, 0),
            at(arguments, 1),
            at(arguments, 2),
            at(arguments, 3),
            at(arguments, 4),
            at(arguments, 5));
  }

  public int callInt(String function, long... arguments) {
    return (int) call(function, arguments);
  }

  private MemorySegment address(String function) {
    return addresses.computeIfAbsent(
        function,
        f -> symbols.find(f).orElseThrow(() -> new UnsatisfiedLinkError(name + " has no " + f)));
  }

  private static long at(long[] arguments, int i) {
    return i < arguments.length ? arguments[i] : 0;
  }
}

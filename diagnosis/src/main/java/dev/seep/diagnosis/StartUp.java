package dev.seep.diagnosis;

import dev.seep.evidence.Frame;
import java.util.List;
import java.util.Set;

/// The outermost frames, in which a program or a thread is only begun. Some of these could stand
/// elsewhere as well; asked from outside inwards, only those that stand outermost are found.
final class StartUp {
  private static final Set<String> NAMES =
      Set.of(
          "_start",
          "__libc_start_main",
          "__libc_start_main_impl",
          "__libc_start_call_main",
          "start_thread",
          "clone",
          "__clone",
          "clone3",
          "__clone3",
          "thread_start",
          "execute_native_thread_routine",
          "runtime.goexit",
          "runtime.main",
          "runtime.mstart",
          "runtime.rt0_go");

  private static final List<String> PREFIXES =
      List.of(
          "std::rt::",
          "std::panicking::",
          "std::panic::",
          "std::sys::",
          "std::sys_common::",
          "std::thread::",
          "std::__invoke",
          "std::_Function_handler",
          "core::ops::function::",
          "core::panic::unwind_safe::",
          "alloc::boxed::");

  private StartUp() {}

  /// Whether the frame only starts things, given that all outside it do.
  static boolean isIn(List<Frame> frames, int index) {
    Frame frame = frames.get(index);
    if (Symbol.isLibrary(Symbol.base(frame.module()), "libstdc++")
        || frame.function().contains(" as core::ops::function::Fn")) {
      return true;
    }
    String head = Symbol.head(frame.function());
    String plain = head.replaceFirst("@.*", "").replaceFirst("\\.abi0$", "");
    return NAMES.contains(plain)
        || PREFIXES.stream().anyMatch(plain::startsWith)
        || isMainOfRust(frames, index, plain);
  }

  /// The C `main` of a Rust program does nothing but call `lang_start`.
  private static boolean isMainOfRust(List<Frame> frames, int index, String head) {
    return head.equals("main")
        && index > 0
        && Symbol.head(frames.get(index - 1).function()).startsWith("std::rt::lang_start");
  }
}

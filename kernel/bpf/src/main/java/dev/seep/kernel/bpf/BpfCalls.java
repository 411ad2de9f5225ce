package dev.seep.kernel.bpf;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The commands of bpf(2) that are needed once a program is loaded. They bypass libbpf, which
/// reports a failed link by `errno` alone, and that does not survive the way back into Java.
///
/// Offsets are those of `union bpf_attr` in `linux/bpf.h`. Results are descriptors or 0, or negated
/// error numbers.
final class BpfCalls {
  private static final int MAP_UPDATE_ELEM = 2;
  private static final int RAW_TRACEPOINT_OPEN = 17;
  private static final int LINK_CREATE = 28;
  private static final int ITER_CREATE = 33;
  private static final int TRACE_ITER = 28;
  private static final int ITER_INFO_BYTES = 16;

  private BpfCalls() {}

  /// Writes the only value of an array map.
  static int updateFirst(int map, MemorySegment value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment attributes = arena.allocate(32, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, map);
      attributes.set(ValueLayout.JAVA_LONG, 8, key.address());
      attributes.set(ValueLayout.JAVA_LONG, 16, value.address());
      return Syscalls.bpf(MAP_UPDATE_ELEM, attributes);
    }
  }

  /// Attaches a program to the tracepoint that it names itself, for as long as the link is open.
  static int attachTracepoint(int program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(16, 8);
      attributes.set(ValueLayout.JAVA_INT, 8, program);
      return Syscalls.bpf(RAW_TRACEPOINT_OPEN, attributes);
    }
  }

  /// Links an iterator that walks one process alone; where the kernel cannot yet, one that walks
  /// all, and the program picks.
  static int linkIteratorOf(int program, int pid) {
    int link = linkIterator(program, pid);
    boolean tooOld = pid != 0 && (Errno.E2BIG.is(link) || Errno.EINVAL.is(link));
    return tooOld ? linkIterator(program, 0) : link;
  }

  /// Links an iterator program.
  ///
  /// @param pid walk only the threads of this process (Linux 6.1 and later; earlier ones answer
  ///   `E2BIG`); 0 for all
  static int linkIterator(int program, int pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(32, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, program);
      attributes.set(ValueLayout.JAVA_INT, 8, TRACE_ITER);
      if (pid != 0) {
        MemorySegment info = arena.allocate(ITER_INFO_BYTES, 8);
        info.set(ValueLayout.JAVA_INT, 4, pid);
        attributes.set(ValueLayout.JAVA_LONG, 16, info.address());
        attributes.set(ValueLayout.JAVA_INT, 24, ITER_INFO_BYTES);
      }
      return Syscalls.bpf(LINK_CREATE, attributes);
    }
  }

  /// Opens what read(2) then runs through once, in the pid namespace of the caller.
  static int createIterator(int link) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(8, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, link);
      return Syscalls.bpf(ITER_CREATE, attributes);
    }
  }
}

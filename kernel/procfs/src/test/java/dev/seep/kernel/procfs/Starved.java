package dev.seep.kernel.procfs;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/// A program that looks at its own descriptors with two, one and none left to it.
final class Starved {
  private Starved() {}

  public static void main(String[] arguments) {
    ProcFs proc = new ProcFs();
    int pid = (int) ProcessHandle.current().pid();
    look(proc, pid); // loads every class while files can still be opened
    look(proc, Integer.MAX_VALUE);
    Blind warm = Failure.blind("", -1);
    Deque<Integer> held = new ArrayDeque<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/dev/null");
      int fd = Syscalls.openat(Syscalls.AT_FDCWD, path, 0);
      while (fd >= 0) {
        held.push(fd);
        fd = Syscalls.openat(Syscalls.AT_FDCWD, path, 0);
      }
    }
    String none = look(proc, pid);
    Syscalls.close(held.pop());
    String one = look(proc, pid);
    Syscalls.close(held.pop());
    String two = look(proc, pid);
    held.forEach(Syscalls::close);
    System.out.println(none + "|" + one + "|" + two + "|" + warm.what());
  }

  private static String look(ProcFs proc, int pid) {
    return switch (proc.descriptors(pid)) {
      case Reading.Unseen<DescriptorTable> unseen -> unseen.blind().why();
      case Reading.Seen<DescriptorTable> seen -> {
        int known = 0;
        int rows = 0;
        try (DescriptorTable table = seen.value()) {
          while (table.next()) {
            rows++;
            known += table.fdInfo().flags() >= 0 ? 1 : 0;
          }
          String blind = table.blind().isEmpty() ? "" : table.blind().getFirst().why();
          yield (rows > 30) + "," + (known == rows) + "," + table.blind().size() + "," + blind;
        }
      }
    };
  }
}

package dev.seep.observer;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// A program that looks at a process with none, one, two … descriptors left to it, through an eye
/// that was open before and through one opened only then, and writes a `free=N` line before each.
final class ExhaustionProbe {
  static final int MOST_FREE = 12;

  private ExhaustionProbe() {}

  /// @param arguments the source, the process to look at
  public static void main(String[] arguments) {
    SourceChoice choice = SourceChoice.valueOf(arguments[0]);
    int pid = Integer.parseInt(arguments[1]);
    Eye before = open(choice);
    System.out.println("free=all");
    look(before, pid);
    Deque<Integer> held = new ArrayDeque<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/dev/null");
      for (int fd = 0; fd >= 0; fd = Syscalls.openat(Syscalls.AT_FDCWD, path, 0)) {
        held.push(fd);
      }
    }
    for (int free = 0; free <= MOST_FREE; free++) {
      System.out.println("free=" + free + " before");
      look(before, pid);
      System.out.println("free=" + free + " fresh");
      try (Eye fresh = open(choice)) {
        look(fresh, pid);
      }
      Syscalls.close(held.pop());
    }
    System.out.println("end");
  }

  private static Eye open(SourceChoice choice) {
    return switch (Observer.open(Path.of("/proc"), choice)) {
      case Reading.Seen<Eye> seen -> seen.value();
      case Reading.Unseen<Eye> unseen -> throw new AssertionError(unseen.blind());
    };
  }

  private static void look(Eye eye, int pid) {
    RightsProbe.look(eye, pid);
    if (eye.process(pid) instanceof Reading.Seen<ProcessFacts> seen) {
      System.out.println(
          switch (eye.limits(seen.value().identity())) {
            case Reading.Seen<?> limits -> "limits";
            case Reading.Unseen<?> unseen -> "no limits | " + unseen.blind().why();
          });
    }
  }
}

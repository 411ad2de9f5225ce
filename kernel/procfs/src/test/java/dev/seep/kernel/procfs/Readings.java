package dev.seep.kernel.procfs;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens readings for tests, and finds a pid that nobody has.
final class Readings {
  private Readings() {}

  static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError(unseen.blind());
    };
  }

  static Blind blind(Reading<?> reading) {
    return switch (reading) {
      case Reading.Seen<?> seen -> throw new AssertionError("seen: " + seen.value());
      case Reading.Unseen<?> unseen -> unseen.blind();
    };
  }

  /// The highest number there can be: the kernel gives it out last.
  static int freePid() {
    try {
      // Not by Files.readString: it reads one byte first, and a file under /proc/sys answers a
      // second read with its end.
      String max = Files.readAllLines(Path.of("/proc/sys/kernel/pid_max")).getFirst();
      int pid = Integer.parseInt(max) - 1;
      while (Files.exists(Path.of("/proc/" + pid))) {
        pid--;
      }
      return pid;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}

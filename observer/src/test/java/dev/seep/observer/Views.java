package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What one source or the other sees.
final class Views {
  private Views() {}

  /// The eye; the test is skipped where this machine does not permit the source.
  static Eye eye(SourceChoice choice) {
    return switch (Observer.open(Path.of("/proc"), choice)) {
      case Reading.Seen<Eye> seen -> seen.value();
      case Reading.Unseen<Eye>(Blind blind) -> {
        assumeTrue(false, blind.toString());
        throw new AssertionError("unreachable");
      }
    };
  }

  /// Everything a process holds, and certainly through the source that was asked for.
  static Inventory inventory(int pid, SourceChoice choice) {
    try (Eye eye = eye(choice)) {
      ProcessFacts process = seen(eye.process(pid));
      Inventory inventory = seen(eye.inventory(process.identity(), Detail.EVERYTHING));
      assertThat(inventory.source())
          .isEqualTo(choice == SourceChoice.EBPF ? Source.EBPF : Source.PROCFS);
      return inventory;
    }
  }

  static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T>(Blind blind) -> throw new AssertionError(blind.toString());
    };
  }

  /// By number; a number that is there twice fails.
  static Map<Integer, Descriptor> byNumber(Inventory inventory) {
    Map<Integer, Descriptor> descriptors = new TreeMap<>();
    for (Descriptor descriptor : inventory.descriptors()) {
      assertThat(descriptors.put(descriptor.number(), descriptor)).isNull();
    }
    return descriptors;
  }

  /// The names in `/proc/PID/fd`.
  static Set<Integer> numbersOf(int pid) throws IOException {
    Set<Integer> numbers = new TreeSet<>();
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      entries.forEach(entry -> numbers.add(Integer.parseInt(entry.getFileName().toString())));
    }
    return numbers;
  }
}

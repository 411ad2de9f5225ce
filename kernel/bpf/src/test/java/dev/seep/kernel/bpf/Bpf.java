package dev.seep.kernel.bpf;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// The iterator for tests: where this machine or user is not allowed BPF, the test is reported as
/// aborted with the reason; every other failure to load is a failure.
final class Bpf {
  private Bpf() {}

  static DescriptorIterator open() {
    return opened(DescriptorIterator.open(Program.CENSUS, Program.INVENTORY));
  }

  static <T> T opened(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T>(T value) -> value;
      case Reading.Unseen<T>(Blind blind) -> throw refused(blind);
    };
  }

  private static AssertionError refused(Blind blind) {
    boolean notAllowedHere =
        Permission.obstacle().isPresent()
            || blind.why().contains("EPERM")
            || blind.why().contains("is not installed");
    Assumptions.assumeFalse(notAllowedHere, blind.why());
    return Assertions.fail(blind.toString());
  }

  static List<DescriptorRecord> inventory(DescriptorIterator iterator, int pid) {
    return seen(iterator.inventory(pid));
  }

  static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T>(T value) -> value;
      case Reading.Unseen<T>(Blind blind) -> Assertions.fail(blind.toString());
    };
  }
}

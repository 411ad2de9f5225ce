package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Ability;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says here; [RightsTest] takes it to worse places.
final class DoctorTest {
  private static DoctorReport report(Path proc, SourceChoice choice) {
    return switch (Observer.open(proc, choice)) {
      case Reading.Unseen<Eye> unseen -> throw new AssertionError(unseen.blind());
      case Reading.Seen<Eye> seen -> {
        try (Eye eye = seen.value()) {
          yield eye.doctor();
        }
      }
    };
  }

  private static Ability ability(DoctorReport report, String name) {
    return report.abilities().stream()
        .filter(ability -> ability.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + report));
  }

  @Test
  void whatIsMissingSaysWhy() {
    DoctorReport report = report(Path.of("/proc"), SourceChoice.AUTO);
    assertThat(report.sourceReason()).isNotBlank();
    assertThat(report.abilities())
        .allMatch(ability -> !ability.detail().isBlank())
        .allMatch(ability -> !ability.available() || !ability.detail().contains("EPERM"));
    assertThat(ability(report, "BPF descriptor iterator").available())
        .isEqualTo(report.source() == Source.EBPF);
    assertThat(report.cost().cpuSeconds()).isPositive();
    assertThat(report.cost().residentBytes()).isPositive();
  }

  @Test
  void theSourceThatWasAskedForIsTheReason() {
    DoctorReport report = report(Path.of("/proc"), SourceChoice.PROCFS);
    assertThat(report.source()).isEqualTo(Source.PROCFS);
    assertThat(report.sourceReason()).isEqualTo("asked for /proc only");
  }

  @Test
  void aFolderThatIsNoProcIsNamed(@TempDir Path folder) {
    DoctorReport report = report(folder, SourceChoice.PROCFS);
    assertThat(ability(report, "/proc").available()).isFalse();
    assertThat(ability(report, "/proc").detail()).contains(folder.toString());
    assertThat(ability(report, "/proc").mend()).startsWith("mount -t proc");
  }

  @Test
  void anEmptyFolderGivesAnEmptyCensusWithAReason(@TempDir Path folder) {
    if (Observer.open(folder, SourceChoice.PROCFS) instanceof Reading.Seen<Eye> seen) {
      try (Eye eye = seen.value()) {
        assertThat(eye.census().rows()).isEmpty();
        assertThat(eye.census().blind())
            .anyMatch(blind -> blind.what().equals("processes in " + folder));
      }
    }
  }
}

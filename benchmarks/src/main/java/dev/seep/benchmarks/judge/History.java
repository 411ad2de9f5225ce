package dev.seep.benchmarks.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Locale;

/// The lines of all final runs, the bad ones too: a 0 that was reached at the fifth try is told as
/// such.
final class History {
  private static final String HEAD =
      """
      # Final runs of the judge

      Each `benchmarks/judge --frozen` adds its line, whatever it shows.

      | Date | Commit | Seeds | Families | Healthy process-days | False alarms | Found | Bars missed |
      |---|---|---|---|---|---|---|---|
      """;

  private History() {}

  static void append(Path file, LocalDate date, String commit, Result result) throws IOException {
    if (Files.notExists(file)) {
      Files.writeString(file, HEAD);
    }
    Files.writeString(file, line(date, commit, result), StandardOpenOption.APPEND);
  }

  static String line(LocalDate date, String commit, Result result) {
    boolean took = result.contenders().contains(AgeFloor.NAME);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %.0f | %s | %s | %s |%n",
        date,
        commit,
        result.evaluation().seeds(),
        result.evaluation().families().size(),
        result.healthyDays(),
        took ? result.falseAlarms(AgeFloor.NAME) : "–",
        took ? result.found(AgeFloor.NAME) + "/" + result.leakRuns() : "–",
        took ? Bars.missed(result).size() : "–");
  }
}

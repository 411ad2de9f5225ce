package dev.seep.cli;

import dev.seep.cli.daemon.DaemonHistory;
import dev.seep.cli.history.Subject;
import dev.seep.store.HistoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whose history the word on the command line means.
record HistorySubject(HistoryReader history, String word) {

  List<String> among(List<String> owners) {
    List<String> named = isPid() ? ofPid(owners) : List.of();
    return named.isEmpty()
        ? Subject.named(
            owners, word, (pattern, text) -> Glob.isGlob(pattern) && Glob.matches(pattern, text))
        : named;
  }

  private boolean isPid() {
    return word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The watch knows a process by its number. Without it the process's name and unit tell which
  /// series are its own, if it still runs here.
  private List<String> ofPid(List<String> owners) {
    int pid = Integer.parseInt(word);
    if (history instanceof DaemonHistory daemon) {
      String lineage = lineage(daemon, pid);
      return owners.contains(lineage) ? List.of(lineage) : List.of();
    }
    Path process = Path.of("/proc", word);
    try {
      String name = Files.readString(process.resolve("comm")).strip();
      return Subject.ofProcess(owners, name, unit(Files.readString(process.resolve("cgroup"))));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String lineage(DaemonHistory daemon, int pid) {
    try {
      return daemon.lineageOf(pid);
    } catch (DaemonHistory.Unanswered e) {
      // It has ended, or never was: the number may still be part of a name.
      return "";
    }
  }

  /// The last part of a cgroup's path that names a service or a scope (cgroups(7),
  /// systemd.unit(5)).
  static String unit(String cgroup) {
    String unit = "";
    for (String part : cgroup.strip().split("[/\n]", -1)) {
      if (part.endsWith(".service") || part.endsWith(".scope")) {
        unit = part;
      }
    }
    return unit;
  }
}

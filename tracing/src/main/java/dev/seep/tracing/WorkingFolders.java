package dev.seep.tracing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Where each process works (`/proc/PID/cwd`, proc_pid_cwd(5)): relative paths start there. Read
/// again at every look, as a process may go elsewhere.
final class WorkingFolders {
  private final Path procRoot;
  private final Map<Integer, String> known = new HashMap<>();

  WorkingFolders(Path procRoot) {
    this.procRoot = procRoot;
  }

  /// Empty when it cannot be read.
  String of(int process) {
    return known.computeIfAbsent(process, this::read);
  }

  /// @param living processes that have something open; the others are forgotten
  void refresh(Set<Integer> living) {
    known.keySet().retainAll(living);
    known.replaceAll((process, before) -> {
      String now = read(process);
      return now.isEmpty() ? before : now;
    });
  }

  private String read(int process) {
    try {
      Path link = procRoot.resolve(Integer.toString(process)).resolve("cwd");
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unreadable) {
      return "";
    }
  }
}

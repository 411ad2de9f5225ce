package dev.seep.evidence;

import java.time.Instant;
import java.util.List;

/// Who a process is, as far as anybody may know.
///
/// @param name the kernel's short name (`comm`), as [KernelText] decodes it
/// @param command argument vector; empty for kernel threads and zombies
/// @param uid effective user id
/// @param startedAt wall-clock time of the start, to a clock tick
/// @param state one letter of proc_pid_stat(5): R, S, D, Z, T, …
/// @param threads number of threads
public record ProcessFacts(
    ProcessIdentity identity,
    int parentPid,
    String name,
    List<String> command,
    int uid,
    Instant startedAt,
    char state,
    int threads) {
  public ProcessFacts {
    command = List.copyOf(command);
  }

  public int pid() {
    return identity.pid();
  }

  /// Kernel threads have no command line, hold no descriptors and descend from `kthreadd`.
  public boolean isKernelThread() {
    return command.isEmpty() && (identity.pid() == 2 || parentPid == 2);
  }

  public boolean isZombie() {
    return state == 'Z' || state == 'X';
  }
}

package dev.seep.evidence;

/// A process, told apart from every later one that is given the same number.
///
/// @param pid process id, in the pid namespace of the reader
/// @param startTicks clock ticks between boot and the start of the process: field 22 of
///   `/proc/PID/stat` (proc_pid_stat(5))
public record ProcessIdentity(int pid, long startTicks) {
  public ProcessIdentity {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be positive, got " + pid);
    }
  }
}

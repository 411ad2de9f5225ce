package dev.seep.kernel.bpf;

/// Something that happened to a watched process.
///
/// @param process in the pid namespace of this process
/// @param parent of a fork, 0 otherwise
/// @param atNanos when, on CLOCK_MONOTONIC
public record ProcessEvent(Kind kind, int process, int parent, long atNanos) {

  public enum Kind {
    FORK,
    EXEC,
    EXIT
  }
}

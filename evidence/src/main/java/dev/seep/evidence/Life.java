package dev.seep.evidence;

/// One descriptor, or one thread, that a tracer saw from its birth to its end.
///
/// @param descriptor its number; of a thread, its id
/// @param endedAtNanos when, on CLOCK_MONOTONIC
/// @param endedBy the call that closed it: `close`, `dup2`, `close_range`, `execve`, `exit`;
///   `exit_thread` of a thread
/// @param endedByThread the thread that made the call
/// @param weight how many like it this one stands for: 1 when every end was recorded, more when
///   there were too many to record each
public record Life(
    int descriptor,
    Trail trail,
    long endedAtNanos,
    String endedBy,
    int endedByThread,
    double weight) {

  public double seconds() {
    return (endedAtNanos - trail.birth().atNanos()) / 1e9;
  }
}

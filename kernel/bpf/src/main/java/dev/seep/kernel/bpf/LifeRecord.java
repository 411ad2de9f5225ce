package dev.seep.kernel.bpf;

import org.jspecify.annotations.Nullable;

/// A descriptor, or a thread, from its birth, which was seen, to its end.
///
/// @param isThread whether it is a thread; its arguments are its name at its end then
/// @param number of the descriptor, or of the thread in the pid namespace of this process
/// @param process that held it, in the pid namespace of this process
/// @param lastUse null when no call on it was seen
/// @param uses how many calls on it were seen
/// @param readBytes, writtenBytes what those calls read and wrote
/// @param endedAtNanos when it was closed, on CLOCK_MONOTONIC
/// @param endedBy the call that closed it, `execve` and `exit` among them; `exit_thread` for a
///   thread that ended before its process did; empty when its number was seen to be given anew and
///   its end was not
/// @param endedByThread the thread that made that call
public record LifeRecord(
    int process,
    boolean isThread,
    int number,
    BirthRecord birth,
    @Nullable UseRecord lastUse,
    long uses,
    long readBytes,
    long writtenBytes,
    long endedAtNanos,
    String endedBy,
    int endedByThread) {}

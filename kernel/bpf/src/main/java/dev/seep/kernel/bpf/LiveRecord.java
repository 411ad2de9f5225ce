package dev.seep.kernel.bpf;

import org.jspecify.annotations.Nullable;

/// A descriptor that is open, or a thread that lives.
///
/// @param isThread whether it is a thread; nothing is known of its use then
/// @param number of the descriptor, or of the thread in the pid namespace of this process
/// @param process that holds it, in the pid namespace of this process
/// @param lastUse null when no call on it was seen
/// @param uses how many calls on it were seen
/// @param readBytes, writtenBytes what those calls read and wrote
public record LiveRecord(
    int process,
    boolean isThread,
    int number,
    BirthRecord birth,
    @Nullable UseRecord lastUse,
    long uses,
    long readBytes,
    long writtenBytes) {}

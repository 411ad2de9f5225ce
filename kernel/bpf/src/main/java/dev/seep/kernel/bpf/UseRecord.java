package dev.seep.kernel.bpf;

/// One system call on a descriptor.
///
/// @param call its name
/// @param result what the kernel answered: 0 or more, or the negated error number (errno(3))
/// @param atNanos when it returned, on CLOCK_MONOTONIC
/// @param thread that made it, in the pid namespace of this process
public record UseRecord(String call, long result, long atNanos, int thread) {}

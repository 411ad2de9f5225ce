package dev.seep.evidence;

/// One system call on a descriptor.
///
/// @param call its name: `connect`, `read`, `epoll_ctl`, …
/// @param result what the kernel answered: 0 or more, or the negated error number (errno(3))
/// @param atNanos when, on CLOCK_MONOTONIC
/// @param thread that made it
public record Use(String call, long result, long atNanos, int thread) {}

package dev.seep.tracing;

/// What tells one descriptor of a traced process from all others, for ever.
///
/// @param atNanos its birth, on CLOCK_MONOTONIC
record BirthKey(int process, int descriptor, long atNanos) {}

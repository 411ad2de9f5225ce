package dev.seep.kernel.procfs;

/// One thread of a process.
///
/// @param tid thread id; like a pid it is reused, `startTicks` tells two apart
/// @param startTicks clock ticks between boot and its start
public record ThreadFacts(int tid, String comm, char state, long startTicks) {}

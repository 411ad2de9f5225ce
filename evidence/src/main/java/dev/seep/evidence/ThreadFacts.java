package dev.seep.evidence;

/// A thread of a process; its identity is its number and start together.
///
/// @param tid thread id
/// @param name the thread's own name (`comm`)
/// @param startTicks clock ticks between boot and its start
public record ThreadFacts(int tid, String name, long startTicks) {}

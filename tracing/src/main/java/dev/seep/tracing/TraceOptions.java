package dev.seep.tracing;

/// How to trace.
///
/// @param children follow the processes that the target forks, too
public record TraceOptions(boolean children) {}

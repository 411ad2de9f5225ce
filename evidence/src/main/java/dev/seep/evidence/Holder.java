package dev.seep.evidence;

/// A process that holds the other end.
public record Holder(int pid, String name) {}

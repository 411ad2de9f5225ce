package dev.seep.evidence;

/// What Seep itself used.
public record Cost(double cpuSeconds, long residentBytes) {}

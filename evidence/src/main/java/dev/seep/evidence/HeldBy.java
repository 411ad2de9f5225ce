package dev.seep.evidence;

/// One step of the path that keeps a descriptor's owner alive; it comes from a runtime's lens.
public record HeldBy(String type, String field, String root) {}

package dev.seep.evidence;

/// The last call on a descriptor, its result, and how long ago. Snapshots cannot know it: it comes
/// from a tracer.
public record LastUse(String call, String result, double secondsAgo) {}

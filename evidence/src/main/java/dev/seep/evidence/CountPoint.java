package dev.seep.evidence;

/// How many descriptors a process held at one moment of a watch.
///
/// @param atSeconds since the watch began
/// @param open held then
public record CountPoint(double atSeconds, int open) {}

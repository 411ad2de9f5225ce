package dev.seep.evidence;

/// How many descriptors were open at one moment of a watch.
///
/// @param atSeconds since the watch began
public record CountPoint(double atSeconds, int open) {}

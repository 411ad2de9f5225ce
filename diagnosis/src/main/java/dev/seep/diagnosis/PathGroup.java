package dev.seep.diagnosis;

/// Open files alike in their path.
///
/// @param path a pattern, or the path itself when all of them have the same one
/// @param deleted how many of them have no name left
public record PathGroup(String path, int count, int deleted) {}

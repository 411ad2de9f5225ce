package dev.seep.evidence;

/// The descriptors of the same group as those of a finding, closed ones included.
///
/// @param opened seen to open while watching; a lower bound when read by snapshots
/// @param closed of those and of the ones found open, seen to close
/// @param medianLifeSeconds of the closed ones, NaN when none closed
public record Siblings(int opened, int closed, double medianLifeSeconds) {}

package dev.seep.evidence;

/// How a process was watched.
///
/// @param opened, closed descriptors seen to open and close; lower bounds when read by snapshots
/// @param dropped events lost
/// @param looks number of snapshots
/// @param interrupted the user stopped it before its time
public record Watched(
    double seconds,
    Source source,
    int opened,
    int closed,
    int dropped,
    int looks,
    boolean interrupted) {}

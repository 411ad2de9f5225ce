package dev.seep.evidence.watch;

import dev.seep.evidence.Source;
import java.time.Instant;

/// The host at a glance.
///
/// @param processes seen at the last tick, kernel threads left out
/// @param unreadable of them, whose descriptors could not be counted
/// @param shortLived processes that began and ended between two ticks or before they were followed,
///   since the start
/// @param machineOpen, machineLimit open files of the whole machine and `fs.file-max`; -1 when not
///   read
public record HostReport(
    String name,
    String kernel,
    Instant at,
    Source source,
    int processes,
    int unreadable,
    long shortLived,
    long machineOpen,
    long machineLimit) {}

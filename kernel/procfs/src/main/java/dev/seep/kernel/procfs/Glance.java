package dev.seep.kernel.procfs;

import dev.seep.evidence.ProcessFacts;

/// One process as a list of processes shows it.
///
/// @param residentBytes RSS, to some pages; 0 for kernel threads and zombies
/// @param virtualBytes address space
public record Glance(ProcessFacts facts, long residentBytes, long virtualBytes) {}

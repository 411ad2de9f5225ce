package dev.seep.evidence;

/// What a JVM publishes of its heap. All but the counts is in bytes.
///
/// @param keptBytes used in the old generation, as of the latest collection of any kind
/// @param keptLimitBytes what the old generation may grow to before it must be collected
/// @param leastBytes used in all generations: so much is resident at least
/// @param mostBytes more cannot be resident: what is committed to all generations, or, where the
///   old one is filled by collections alone, what is committed to the young and used in the old one
/// @param collections of the young generation
/// @param fullCollections of the old generation, or steps of those
public record HeapUse(
    long keptBytes,
    long keptLimitBytes,
    long leastBytes,
    long mostBytes,
    long collections,
    long fullCollections) {}

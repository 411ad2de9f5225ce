package dev.seep.evidence;

/// One open file as one look found it.
///
/// @param idleSeconds since data last went either way, NaN when not known
/// @param bornSecondsAgo age where the kernel tells it (pipes), NaN when not known
public record Sighting(
    OpenFileKey key,
    Population population,
    Condition condition,
    double idleSeconds,
    double bornSecondsAgo) {}

package dev.seep.store;

import java.time.Instant;

/// Something that happened at a moment, to be drawn on a graph.
///
/// @param owner a lineage's id, `host`, or `seep`
/// @param kind `restart`, `deploy`, `ended`, `limit`, `exhausted`, `incident`, `resolved`, `hunt`,
///   `clock`, `seep-started`, …
/// @param text in plain words, for people
public record Mark(Instant at, String owner, String kind, String text) {}

package dev.seep.evidence;

import org.jspecify.annotations.Nullable;

/// All that a tracer knows of one open descriptor.
///
/// @param lastUse the last call on it, null when none was seen since its birth
/// @param uses number of calls on it that were seen
/// @param readBytes, writtenBytes what those calls read and wrote, in bytes
public record Trail(
    Birth birth, @Nullable Use lastUse, long uses, long readBytes, long writtenBytes) {}

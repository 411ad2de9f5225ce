package dev.seep.export;

import java.time.Instant;

/// Who sends.
///
/// @param host name of the machine
/// @param version of Seep
/// @param startedAt when Seep began to count
public record Origin(String host, String version, Instant startedAt) {}

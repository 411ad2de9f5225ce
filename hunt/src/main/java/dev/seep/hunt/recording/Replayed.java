package dev.seep.hunt.recording;

import dev.seep.evidence.HuntReport;
import java.time.Instant;

/// A recorded hunt, judged again.
///
/// @param until when the last look was taken, by the clock of the machine that recorded; ages count
///   from there
public record Replayed(HuntReport report, Instant until) {}

package dev.seep.evidence;

/// A descriptor that a tracer saw open and close, as the detector takes it; a look may have seen it
/// in between, or none.
///
/// @param site id of the [CallSite] that opened it; 0 when not known
/// @param weight how many like it this one stands for, at least 1
public record EndedLife(Population population, int site, double lifeSeconds, double weight) {}

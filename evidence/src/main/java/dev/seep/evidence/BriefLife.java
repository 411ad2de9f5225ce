package dev.seep.evidence;

/// A descriptor that was opened and closed between two looks: no look could see it, a tracer did.
///
/// @param site id of the [CallSite] that opened it; 0 when not known
/// @param weight how many like it this one stands for, at least 1
public record BriefLife(Population population, int site, double lifeSeconds, double weight) {}

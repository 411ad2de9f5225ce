package dev.seep.evidence;

/// What those that stayed open have, and their closed siblings from the same place have not.
///
/// @param what in plain words: "last use was connect → EINPROGRESS"
/// @param amongSurvivors share of the survivors of which it holds, 0 to 1
/// @param amongClosed share of the closed siblings of which it holds, 0 to 1
public record Difference(String what, double amongSurvivors, double amongClosed) {}

package dev.seep.diagnosis;

import dev.seep.evidence.Trail;
import java.util.function.Predicate;

/// Something that holds of a trail or does not.
///
/// @param what in plain words, in the past of the descriptor: "connect was never called"
/// @param family of features that differ only in where they split: one of them is told at most
record Feature(String what, String family, Predicate<Trail> holds) {}

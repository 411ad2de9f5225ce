package dev.seep.diagnosis;

import dev.seep.evidence.Trail;
import java.util.function.Predicate;

/// Something that holds of a trail or does not.
///
/// @param what in plain words, in the past of the descriptor: "connect was never called"
record Feature(String what, Predicate<Trail> holds) {}

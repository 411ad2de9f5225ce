package dev.seep.tracing;

import dev.seep.evidence.Population;
import java.util.Map;

/// What the arguments of a process's calls refer to.
///
/// @param folder where it works, from which relative paths start; empty when not known
/// @param before by number, what a look found of the descriptors that were open before the tracer
///   came
record Surroundings(String folder, Map<Integer, Population> before) {
  static final Surroundings UNKNOWN = new Surroundings("", Map.of());

  Surroundings {
    before = Map.copyOf(before);
  }
}

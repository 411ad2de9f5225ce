package dev.seep.kernel.bpf;

import java.util.Map;
import java.util.Set;

/// What to load.
///
/// @param what it is for, as a [dev.seep.evidence.Blind] names it when it cannot be had
/// @param resource its file beside this class
/// @param programs those to load; the others stay out
/// @param constants what to write over the beginning of a map before it is loaded, by the map's
///   name
record ObjectFile(
    String what, String resource, Set<String> programs, Map<String, Integer> constants) {}

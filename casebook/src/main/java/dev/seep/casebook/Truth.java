package dev.seep.casebook;

/// One finding that a hunt on a planted leak has to make, in the words of the JSON contract.
///
/// @param leakClass slug of a leak class, as `class` of a finding carries it
/// @param resource `descriptor`, `memory` or `thread`
/// @param verdictAtLeast `suspect` or `leak`: the least that must be said of it
/// @param peer the culprit's peer, `127.0.0.1:1965`; empty when there is none to name
/// @param path the culprit's path pattern, `/srv/images/*.png`; empty when there is none to name
public record Truth(
    String leakClass, String resource, String verdictAtLeast, String peer, String path) {}

package dev.seep.casebook;

import java.util.List;

/// One finding that a hunt on a planted leak has to make, in the words of the JSON contract.
///
/// @param leakClass slug of a leak class, as `class` of a finding carries it
/// @param resource `descriptor`, `memory` or `thread`
/// @param verdictAtLeast `suspect` or `leak`: the least that must be said of it
/// @param peer the culprit's peer, `127.0.0.1:1965`; empty when there is none to name
/// @param path the culprit's path pattern, `/srv/images/*.png`; empty when there is none to name
/// @param traced whether this class can be told only by who saw the descriptor come: snapshots of
///   the process know it under another
/// @param openedAt where it is opened: the innermost frame of the case's own source. Several where
///   more than one is right; empty where no frame of its own is there to be named
/// @param caller who called the opener, where healthy siblings come through the very same line and
///   only the caller tells them apart; as many as `openedAt` at most, and often none
public record Truth(
    String leakClass,
    String resource,
    String verdictAtLeast,
    String peer,
    String path,
    boolean traced,
    List<Place> openedAt,
    List<Place> caller) {
  public Truth {
    openedAt = List.copyOf(openedAt);
    caller = List.copyOf(caller);
  }
}

package dev.seep.casebook;

import java.util.List;
import java.util.Map;

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
/// @param unknowable why its source line cannot be known from outside, in one sentence: then the
///   honest answer names no line; empty when it can be known
public record Truth(
    String leakClass,
    String resource,
    String verdictAtLeast,
    String peer,
    String path,
    boolean traced,
    List<Place> openedAt,
    List<Place> caller,
    String unknowable) {
  public Truth {
    openedAt = List.copyOf(openedAt);
    caller = List.copyOf(caller);
    if (!unknowable.isEmpty() && !openedAt.isEmpty()) {
      throw new IllegalArgumentException(
          "a finding has either its function, file and line, or why these are unknowable");
    }
  }

  /// The same with the braces of its peer and path filled in.
  Truth filled(Map<String, String> values) {
    return new Truth(
        leakClass,
        resource,
        verdictAtLeast,
        Case.fill(peer, values),
        Case.fill(path, values),
        traced,
        openedAt,
        caller,
        unknowable);
  }
}

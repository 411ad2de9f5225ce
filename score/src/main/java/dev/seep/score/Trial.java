package dev.seep.score;

import dev.seep.casebook.Case;

/// One run to be made: a case or its twin, through one source.
public record Trial(Case plant, boolean leaking, ScoreSource source) {

  /// As people read it: `timer-cpp (twin) by procfs`.
  public String title() {
    return plant.name()
        + (leaking ? "" : plant.bait() ? " (bait)" : " (twin)")
        + " by "
        + source.slug();
  }
}

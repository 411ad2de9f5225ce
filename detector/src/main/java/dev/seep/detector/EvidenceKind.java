package dev.seep.detector;

/// What an assessment rests on. A closed set: each has its own words in the verdict.
public enum EvidenceKind {
  /// A state that no healthy descriptor stays in, stayed in by ever more of them.
  STATE,
  /// Most siblings close soon; those that do not close soon do not close at all.
  GAP,
  /// Ever more of them, and nothing opened here was seen to close late: a leak or a warm-up.
  GROWTH,
  /// Many were there before the watch began, and they are being added to.
  BACKLOG,
  /// They do close, long after they should have: bounded by rate × hold time.
  HELD,
  /// They are closed, all at once now and then: bounded by rate × time between two sweeps.
  SWEPT,
  /// Ever more of them, and they are in use.
  LOAD,
  /// It grew and then stopped.
  WARMING_UP,
  /// It grows, by too few yet to tell.
  TOO_FEW;

  /// Whether it says that they are closed in the end, so that their number has a ceiling.
  public boolean isBounded() {
    return this == HELD || this == SWEPT;
  }
}

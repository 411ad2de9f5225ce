package dev.seep.store;

/// A stored piece does not hold what was written: it is shown as a gap, and counted.
final class DamagedPiece extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedPiece(String why) {
    super(why);
  }
}

package dev.seep.detector.watch;

/// Counts by the bin in which they were made, for as long as the greatest age of the watch: one
/// number a bin for the last [#FINE] bins, one number for each [#CELL] bins before that, so that a
/// day and a half costs 3 KB.
///
/// A bin *comes of age* `a` at the end of the bin that is `a` later. Where cells are in use, all
/// bins of a cell come of age together, when its last one does.
final class AgedCounts {
  static final int FINE = 512;
  static final int CELL = 16;
  private static final int CELLS = 256;

  /// What one such ring takes.
  static final int BYTES = 4 * (FINE + CELLS);

  private final int[] fine = new int[FINE];
  private final int[] cells = new int[CELLS];
  private int current;

  /// Begins the next bin.
  ///
  /// @param bin one more than the bin before
  void begin(int bin) {
    current = bin;
    int leaving = bin - FINE;
    if (leaving >= 0) {
      int cell = cellSlot(leaving);
      if (leaving % CELL == 0) {
        cells[cell] = 0;
      }
      cells[cell] += fine[leaving & (FINE - 1)];
    }
    fine[bin & (FINE - 1)] = 0;
  }

  /// Adds to the current bin.
  void add(int count) {
    fine[current & (FINE - 1)] += count;
  }

  int current() {
    return fine[current & (FINE - 1)];
  }

  /// Takes one away from an earlier bin, which must not have come of the greatest age yet.
  void remove(int bin) {
    if (current - bin < FINE) {
      fine[bin & (FINE - 1)]--;
    } else {
      cells[cellSlot(bin)]--;
    }
  }

  /// What comes of age at the end of the current bin.
  ///
  /// @param age in bins; from [#FINE] on a multiple of [#CELL]
  int comingOfAge(int age) {
    int born = current - age;
    if (age < FINE) {
      return born < 0 ? 0 : fine[born & (FINE - 1)];
    }
    return born < 0 || (current + 1) % CELL != 0 ? 0 : cells[cellSlot(born)];
  }

  /// Whether a bin has come of age by the end of bin `ended`.
  static boolean isOfAge(int bin, int age, int ended) {
    if (age < FINE) {
      return bin <= ended - age;
    }
    int lastOfCell = bin / CELL * CELL + CELL - 1;
    int endedCell = (ended + 1) / CELL * CELL - 1;
    return lastOfCell <= endedCell - age;
  }

  private static int cellSlot(int bin) {
    return bin / CELL & (CELLS - 1);
  }
}

package dev.seep.store;

import java.util.List;

/// A tick as it goes into the store; waits in memory while the disk does not take it.
///
/// @param beginsRun, beginsWindow whether it is the first of its run, its window
/// @param worn the age clock in milliseconds
/// @param fresh series whose number is new
/// @param points as [LogCodec] has it
record PendingTick(
    long tick,
    long at,
    long run,
    long window,
    boolean beginsRun,
    boolean beginsWindow,
    long worn,
    List<Live> fresh,
    int samples,
    VarBytes points,
    List<Mark> marks) {

  /// About what it takes in memory.
  long bytes() {
    return 200L + points.length() + 200L * fresh.size() + 200L * marks.size();
  }
}

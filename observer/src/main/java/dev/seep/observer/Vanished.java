package dev.seep.observer;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;

/// A process that is no longer the one that was asked for.
final class Vanished {
  private Vanished() {}

  /// @param reused another process has its number by now
  static <T> Reading<T> unseen(ProcessIdentity process, boolean reused) {
    return Reading.unseen(
        "process " + process.pid(),
        reused ? "it has ended, and another process has its number by now" : "it has ended",
        "");
  }
}

package dev.seep.detector;

import dev.seep.evidence.Condition;
import java.util.Collection;

/// Whether the process began anew between two looks: a program that executes itself loses all that
/// has `O_CLOEXEC` at once (execve(2)), whatever it was and however old.
///
/// A look does not tell it, so it is taken from what it does: of all that was open hardly anything
/// is left but the standard streams. Who tidies up, a reaper or a collector, leaves what is in use.
final class Restart {
  private static final int LAST_STANDARD_STREAM = 2;
  private static final int LEAST_ENDED = 8;
  private static final double MOST_THAT_STAY = 0.1;

  private Restart() {}

  /// @param look number of this look: what was not seen in it is gone
  static boolean isOne(Collection<Member> open, int look, double now) {
    int gone = 0;
    int stayed = 0;
    double youngest = Double.POSITIVE_INFINITY;
    double oldest = 0;
    for (Member member : open) {
      boolean isNew = member.firstSeen >= now;
      if (isNew
          || member.key.descriptor() <= LAST_STANDARD_STREAM
          || member.cell.key.condition() == Condition.THREAD) {
        continue;
      }
      if (member.lastLook == look) {
        stayed++;
      } else {
        gone++;
        youngest = Math.min(youngest, now - member.firstSeen);
        oldest = Math.max(oldest, now - member.firstSeen);
      }
    }
    return gone >= LEAST_ENDED
        && stayed <= MOST_THAT_STAY * (gone + stayed)
        && Bunches.areMixed(youngest, oldest);
  }
}

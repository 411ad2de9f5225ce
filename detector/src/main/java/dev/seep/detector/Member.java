package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;

/// One open file (or thread) as it is followed from look to look. Times are seconds since the watch
/// began; negative ones lie before it.
final class Member {
  /// Whether an established connection is of use to anybody.
  enum Use {
    IN_USE,
    FORGOTTEN,
    /// The kernel did not say when data last flowed.
    NOT_KNOWN
  }

  /// Silence that makes a connection count as idle.
  static final double IDLE_SECONDS = 10;

  private static final double LEFT_WITHIN_SECONDS = 1;
  private static final double LEFT_WITHIN = 0.2;

  final OpenFileKey key;
  final boolean backlog;
  final double firstSeen;
  Population population;
  Condition condition;
  Cell cell;

  /// Since when it is in its cell; the first look for backlog.
  double enteredAt;

  /// It was in this cell at the first look: it came there nobody knows when.
  boolean backlogOfCell;

  /// When it was opened, where the kernel tells; NaN otherwise.
  double bornAt;

  int lastLook;

  /// Where it was opened, 0 when not known (yet).
  int site;

  /// When data last flowed, NaN when not known.
  private double usedAt = Double.NaN;

  Member(Sighting sighting, double now, int look, Cell cell) {
    key = sighting.key();
    backlog = look == 0;
    firstSeen = now;
    population = sighting.population();
    condition = sighting.condition();
    enteredAt = now;
    backlogOfCell = backlog;
    bornAt = now - sighting.bornSecondsAgo();
    lastLook = look;
    site = sighting.site();
    this.cell = cell;
    noteUse(sighting, now);
  }

  void noteUse(Sighting sighting, double now) {
    usedAt = now - sighting.idleSeconds();
  }

  double ageInCell(double now) {
    return now - enteredAt;
  }

  /// Age as far as known: a lower bound for one that was there at the first look.
  double age(double now) {
    return now - (bornAt <= firstSeen ? bornAt : firstSeen);
  }

  /// A connection is forgotten once it is silent, and silent for longer than it ever was between
  /// two uses: one that a heartbeat crosses every half minute is in use though it is silent for
  /// half a minute. Of a backlog member no earlier use is known, so one use within the watch shows
  /// that it lives.
  Use use(double now) {
    if (Double.isNaN(usedAt)) {
      return Use.NOT_KNOWN;
    }
    double idle = now - usedAt;
    if (idle < IDLE_SECONDS) {
      return Use.IN_USE;
    }
    if (backlog) {
      return usedAt > 2 ? Use.IN_USE : Use.FORGOTTEN;
    }
    return idle < 2 * (usedAt - firstSeen) ? Use.IN_USE : Use.FORGOTTEN;
  }

  /// Age in its cell from which on it has been idle; 0 when its uses are not known, or prove
  /// nothing.
  double idleFromAge() {
    return cell.key.isEstablished() && !Double.isNaN(usedAt)
        ? Math.max(0, usedAt - enteredAt + IDLE_SECONDS)
        : 0;
  }

  /// Whether it is known that nothing was done with it since shortly after it came.
  boolean wasLeftAtOnce(double now) {
    return usedAt - firstSeen <= Math.max(LEFT_WITHIN_SECONDS, LEFT_WITHIN * (now - firstSeen));
  }

  boolean isUsed(double now) {
    return cell.key.isEstablished() && use(now) == Use.IN_USE;
  }
}

package dev.seep.watch;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.Reading;
import dev.seep.hunt.Sightings;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Decides whom to look at more closely than by counting, within an allowance of time: looking is
/// for those that moved.
final class Looks {
  /// The detectors' own step.
  private static final double LEAST_SECONDS = 30;

  /// One that is followed, or has moved within the hour, is looked at so often even when its count
  /// stands still.
  private static final double MOST_SECONDS = 300;

  private static final double RECENT_SECONDS = 3_600;
  private static final double MEMORY_SECONDS = 60;

  /// A look that costs more comes less often, so that no process takes more than this share.
  private static final double SHARE_A_PROCESS = 0.002;

  /// Put off for so long is worth telling.
  private static final double BEHIND_SECONDS = 300;

  private final Eye eye;
  private double share;
  private double credit;
  private double earnedAt = Double.NaN;
  private int behind;

  /// @param share of one processor that looks may take
  Looks(Eye eye, double share) {
    this.eye = eye;
    this.share = share;
  }

  void reconfigure(double changed) {
    share = changed;
  }

  /// Processes whose look is long overdue.
  int behind() {
    return behind;
  }

  /// Takes the looks that are due, the most pressing first, as far as the allowance goes.
  ///
  /// @return those that were looked at
  List<Follower> take(Collection<Follower> followers, Moment now) {
    earn(now);
    List<Follower> due = new ArrayList<>();
    for (Follower follower : followers) {
      memory(follower, now);
      if (overdue(follower, now) >= 0) {
        due.add(follower);
      }
    }
    due.sort(Comparator.comparingDouble((Follower one) -> pressing(one, now)).reversed());
    List<Follower> looked = new ArrayList<>();
    behind = 0;
    for (Follower follower : due) {
      if (credit <= 0) {
        behind += overdue(follower, now) > BEHIND_SECONDS ? 1 : 0;
        continue;
      }
      look(follower, now);
      looked.add(follower);
    }
    return looked;
  }

  private void earn(Moment now) {
    double most = 2e9 * 60 * share;
    credit =
        Double.isNaN(earnedAt)
            ? most
            : Math.min(most, credit + (now.seconds() - earnedAt) * 1e9 * share);
    earnedAt = now.seconds();
  }

  /// Seconds since a look was due; negative when none is.
  private static double overdue(Follower follower, Moment now) {
    if (follower.row().open() < 0) {
      return -1;
    }
    if (Double.isNaN(follower.lookedAt)) {
      return 0;
    }
    double since = now.seconds() - follower.lookedAt;
    double pause = Math.max(LEAST_SECONDS, follower.lookNanos / 1e9 / SHARE_A_PROCESS);
    boolean moved = follower.row().open() != follower.openAtLook;
    boolean recently = now.seconds() - follower.movedAt < RECENT_SECONDS;
    if (!moved) {
      pause = recently || follower.classes() > 0 ? Math.max(MOST_SECONDS, pause) : Double.MAX_VALUE;
    }
    return since - pause;
  }

  /// The nearer its limit and the longer it waits, the sooner.
  private static double pressing(Follower follower, Moment now) {
    return overdue(follower, now) / LEAST_SECONDS + 4 * Math.max(0, follower.row().nearness());
  }

  private void look(Follower follower, Moment now) {
    long began = System.nanoTime();
    Reading<Inventory> reading = eye.inventory(follower.process().identity(), Detail.SAMPLE);
    switch (reading) {
      case Reading.Seen<Inventory> seen -> {
        follower.looked(
            Sightings.of(seen.value()),
            follower.row().open(),
            now,
            (double) (System.nanoTime() - began));
      }
      case Reading.Unseen<Inventory> unseen -> {
        follower.lookedAt = now.seconds();
        follower.openAtLook = follower.row().open();
      }
    }
    credit -= (double) (System.nanoTime() - began);
  }

  private void memory(Follower follower, Moment now) {
    if (!Double.isNaN(follower.memoryAt) && now.seconds() - follower.memoryAt < MEMORY_SECONDS) {
      return;
    }
    long resident = follower.row().residentBytes();
    if (resident == follower.residentAtMemory) {
      follower.memoryAt = now.seconds();
      return;
    }
    follower.residentAtMemory = resident;
    if (eye.memory(follower.process().identity()) instanceof Reading.Seen<MemoryUse> seen) {
      follower.remembered(seen.value(), now);
    } else {
      follower.memoryAt = now.seconds();
    }
  }
}

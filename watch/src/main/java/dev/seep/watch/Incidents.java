package dev.seep.watch;

import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.WatchVerdict;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every cause of trouble that is not over: brings together what the detectors say, what closer
/// looks find and what failed calls prove, so that one cause is one incident, whatever finds it.
///
/// The detectors of days need no second opinion. A closer look lasts a minute and is taken again
/// and again, so that one alone is a suspicion, unless the limit is near: it is a leak when a
/// second look, minutes later, finds it again, or when the detectors see it grow, too.
final class Incidents {
  /// A limit that is nearer does not leave the time for a second opinion.
  static final double SOON_SECONDS = 3_600;

  /// A second look proves something when it is not of the same minutes.
  private static final double SECOND_OPINION_SECONDS = 170;

  /// For so long a leak waits for its line.
  private static final double LINE_SECONDS = 180;

  private static final double NEARLY_FULL = 0.9;

  /// Is told what happens.
  interface Listener {
    void changed(Incident incident);
  }

  private final Map<String, Open> open = new HashMap<>();
  private final Listener listener;
  private final Rest rest = new Rest();

  Incidents(Listener listener) {
    this.listener = listener;
  }

  /// Takes up one of before the daemon's restart.
  void restore(Incident incident) {
    open.put(incident.id(), new Open(incident));
  }

  Collection<Open> open() {
    return open.values();
  }

  List<Open> of(Lineage lineage) {
    List<Open> found = new ArrayList<>();
    for (Open one : open.values()) {
      if (one.lineage().equals(lineage)) {
        found.add(one);
      }
    }
    return found;
  }

  /// The detector of days has something to say.
  void judged(Follower follower, Change change, Moment now) {
    Optional<Open> known = ofClass(follower, change.group());
    if (change.verdict() == WatchVerdict.HEALTHY) {
      known.ifPresent(one -> one.classes.remove(change.group()));
      return;
    }
    if (change.verdict() == WatchVerdict.GROWING && !change.critical()) {
      known.ifPresent(one -> update(one, Telling.grown(one.incident, follower, change, now)));
      return;
    }
    if (known.isPresent()) {
      Open one = known.get();
      one.classes.add(change.group());
      Standing standing = change.critical() ? Standing.EXHAUSTED : Standing.LEAK;
      update(one, Telling.raised(Telling.grown(one.incident, follower, change, now), standing));
      return;
    }
    boolean waits = !change.critical();
    Incident incident =
        Telling.judged(follower, change, waits ? Standing.SUSPECT : Standing.EXHAUSTED, now);
    Open one = begin(incident);
    one.classes.add(change.group());
    if (waits) {
      one.waitsUntil = now.seconds() + LINE_SECONDS;
    }
  }

  /// A closer look has ended.
  ///
  /// @return the incidents that its report belongs to
  List<Incident> hunted(Follower follower, HuntDigest digest, Moment now) {
    List<Open> touched = new ArrayList<>();
    for (HuntDigest.Item item : digest.findings()) {
      if ((item.isLeak() || item.isSuspect()) && item.leakClass() != null) {
        touched.add(hunted(follower, item, now));
      }
    }
    for (Open one : of(follower.lineage)) {
      if (!touched.contains(one)) {
        one.quietLooks++;
        if (!Double.isNaN(one.waitsUntil)) {
          one.waitsUntil = now.seconds();
        }
      }
    }
    if (!digest.exhausted().isEmpty()) {
      exhausted(follower, "calls failed: " + String.join(", ", digest.exhausted()), now);
    }
    return touched.stream().map(one -> one.incident).toList();
  }

  private Open hunted(Follower follower, HuntDigest.Item item, Moment now) {
    Optional<Open> known = ofItem(follower, item);
    Open one = known.orElseGet(() -> begin(Telling.hunted(follower, item, Standing.SUSPECT, now)));
    one.quietLooks = 0;
    one.quietSince = Double.NaN;
    if (item.isLeak() && Double.isNaN(one.firstLeakAt)) {
      one.firstLeakAt = now.seconds();
    }
    Incident told = Telling.looked(one.incident, follower, item, now);
    update(one, isSure(one, item, now) ? Telling.raised(told, Standing.LEAK) : told);
    return one;
  }

  private static boolean isSure(Open one, HuntDigest.Item item, Moment now) {
    if (!item.isLeak()) {
      return !Double.isNaN(one.waitsUntil);
    }
    return item.forecast().limitInSeconds() < SOON_SECONDS
        || !one.classes.isEmpty()
        || now.seconds() - one.firstLeakAt > SECOND_OPINION_SECONDS;
  }

  /// Whether a second opinion on this one is wanted now.
  static boolean wantsAnotherLook(Open one, Moment now) {
    return one.incident.standing() == Standing.SUSPECT
        && !Double.isNaN(one.firstLeakAt)
        && now.seconds() - one.firstLeakAt > SECOND_OPINION_SECONDS;
  }

  /// There is proof that a limit is reached.
  void exhausted(Follower follower, String proof, Moment now) {
    List<Open> known = of(follower.lineage);
    if (known.isEmpty()) {
      begin(Telling.exhausted(follower, proof, now));
      return;
    }
    Open gravest = known.getFirst();
    for (Open one : known) {
      if (one.incident.standing().compareTo(gravest.incident.standing()) > 0) {
        gravest = one;
      }
    }
    update(
        gravest,
        Telling.raised(
            Telling.withEvidence(gravest.incident, follower, proof, now), Standing.EXHAUSTED));
  }

  /// Its process was replaced by another.
  void restarted(Follower follower, String how, Moment now) {
    for (Open one : of(follower.lineage)) {
      one.restartedAt = now.seconds();
      one.quietSince = now.seconds();
      one.classes.clear();
      one.firstLeakAt = Double.NaN;
      update(one, Telling.withEvidence(one.incident, follower, how, now));
    }
  }

  /// Nothing took the place of its process.
  void over(Lineage lineage, Moment now) {
    for (Open one : of(lineage)) {
      resolve(one, "its process has ended and nothing took its place", now);
    }
  }

  /// Looks after those of one lineage at every tick.
  void review(Follower follower, Moment now) {
    for (Open one : of(follower.lineage)) {
      review(one, follower, now);
    }
  }

  private void review(Open one, Follower follower, Moment now) {
    one.worst = Math.max(one.worst, follower.row().open());
    // The figures of now, for whoever looks; nobody is told of them.
    one.incident = Telling.now(one.incident, follower);
    if (!Double.isNaN(one.waitsUntil) && now.seconds() >= one.waitsUntil) {
      one.waitsUntil = Double.NaN;
      update(one, Telling.raised(one.incident, Standing.LEAK));
    }
    if (isNearlyFull(follower)
        && one.incident.resource() == ResourceKind.DESCRIPTOR
        && one.incident.standing() == Standing.LEAK) {
      update(one, Telling.raised(Telling.counted(one.incident, follower, now), Standing.EXHAUSTED));
    }
    Optional<String> over = rest.reason(one, follower, now);
    if (over.isPresent()) {
      resolve(one, over.get(), now);
    }
  }

  private static boolean isNearlyFull(Follower follower) {
    return follower.row().nearness() >= NEARLY_FULL;
  }

  private Open begin(Incident incident) {
    Open one = new Open(incident);
    open.put(incident.id(), one);
    listener.changed(incident);
    return one;
  }

  private void update(Open one, Incident changed) {
    if (changed.standing() != Standing.SUSPECT) {
      one.waitsUntil = Double.NaN;
    }
    if (!changed.equals(one.incident)) {
      one.incident = changed;
      listener.changed(changed);
    }
  }

  private void resolve(Open one, String why, Moment now) {
    open.remove(one.incident.id());
    listener.changed(Telling.resolved(one.incident, why, now));
  }

  /// The incident that a class of the detectors belongs to: the one that it was found by, else one
  /// of the same resource whose class or place is the same.
  private Optional<Open> ofClass(Follower follower, String group) {
    List<Open> candidates = of(follower.lineage);
    for (Open one : candidates) {
      if (one.classes.contains(group)) {
        return Optional.of(one);
      }
    }
    ResourceKind resource = Telling.resource(group);
    for (Open one : candidates) {
      if (one.incident.resource() == resource
          && (resource != ResourceKind.DESCRIPTOR
              || Telling.isMeantBy(one.incident, group, follower))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private Optional<Open> ofItem(Follower follower, HuntDigest.Item item) {
    Open byPlace = null;
    for (Open one : of(follower.lineage)) {
      Incident incident = one.incident;
      if (incident.resource() != item.resource()) {
        continue;
      }
      boolean samePlace =
          incident.peer().equals(item.peer()) && incident.path().equals(item.path());
      boolean sameClass = incident.leakClass() == item.leakClass();
      if (samePlace && sameClass) {
        return Optional.of(one);
      }
      boolean vague = incident.leakClass() == null || item.resource() != ResourceKind.DESCRIPTOR;
      boolean byDays = !one.classes.isEmpty() && !incident.hunted();
      if (samePlace || (sameClass && incident.peer().isEmpty()) || vague || byDays) {
        byPlace = one;
      }
    }
    return Optional.ofNullable(byPlace);
  }
}

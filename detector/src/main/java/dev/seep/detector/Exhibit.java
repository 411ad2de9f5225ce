package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One crowd as the rules look at it, at one moment.
///
/// @param now seconds watched
/// @param crowds number of crowds looked at in all: the more, the likelier that one of them shows
///   something by chance
record Exhibit(Crowd crowd, Floor floor, double now, double epochSeconds, int crowds) {
  static Exhibit of(Crowd crowd, double now, double epochSeconds, int crowds) {
    return new Exhibit(crowd, Floor.of(crowd, now, epochSeconds), now, epochSeconds, crowds);
  }

  /// A probability for one crowd, for all of them.
  double amongAll(double probability) {
    return Math.min(1, probability * Math.max(1, crowds));
  }

  /// Since it began: what grows from the middle of the watch on will go on at that pace, and not at
  /// half of it.
  Rate growth() {
    return Chance.rate(
        floor.arrivedSince(),
        floor.departed(),
        floor.dispersion(),
        floor.seconds() - floor.onset());
  }

  long backlog() {
    return crowd.members.stream().filter(member -> member.backlogOfCell).count();
  }

  /// Survivors of an established crowd: what most of them are.
  Condition shownCondition() {
    if (!crowd.isEstablished()) {
      return crowd.condition;
    }
    int unread = 0;
    int notKnown = 0;
    for (Member member : floor.survivors()) {
      unread += member.condition == Condition.UNREAD ? 1 : 0;
      notKnown += member.use(now) == Member.Use.NOT_KNOWN ? 1 : 0;
    }
    int all = floor.survivors().size();
    if (all == 0) {
      return Condition.ACTIVE;
    }
    if (2 * unread >= all) {
      return Condition.UNREAD;
    }
    return 2 * notKnown >= all ? Condition.CONNECTED : Condition.IDLE;
  }

  Assessment assess(EvidenceKind evidence, Verdict verdict, double falseAlarm) {
    return assess(evidence, verdict, falseAlarm, growth(), Double.NaN, -1, shownCondition());
  }

  Assessment assess(
      EvidenceKind evidence,
      Verdict verdict,
      double falseAlarm,
      Rate rate,
      double holdSeconds,
      long ceiling,
      Condition condition) {
    return new Assessment(
        List.of(crowd.population),
        condition,
        crowd.places,
        condition == Condition.THREAD ? ResourceKind.THREAD : ResourceKind.DESCRIPTOR,
        evidence,
        verdict,
        count(evidence),
        crowd.gained(),
        backlog(),
        rate,
        oldest(),
        falseAlarm,
        crowd.siblings(),
        holdSeconds,
        ceiling,
        examples(),
        sites());
  }

  /// Of established connections those in use belong to the finding only when it says just that.
  private long count(EvidenceKind evidence) {
    if (!crowd.isEstablished() || evidence == EvidenceKind.LOAD) {
      return crowd.members.size();
    }
    return crowd.members.stream().filter(member -> !member.isUsed(now)).count();
  }

  private double oldest() {
    return crowd.members.stream()
        .filter(member -> !member.isUsed(now))
        .mapToDouble(member -> member.age(now))
        .max()
        .orElse(Double.NaN);
  }

  private List<OpenFileKey> examples() {
    return crowd.members.stream()
        .filter(member -> !member.isUsed(now))
        .sorted(
            Comparator.comparingDouble((Member member) -> member.enteredAt)
                .thenComparingInt(member -> member.key.descriptor()))
        .limit(Assessment.MOST_EXAMPLES)
        .map(member -> member.key)
        .toList();
  }

  private List<Assessment.SiteShare> sites() {
    Map<Integer, Long> counts = new TreeMap<>();
    for (Member member : crowd.members) {
      if (!member.isUsed(now)) {
        counts.merge(member.site, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(each -> new Assessment.SiteShare(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(share -> -share.count()))
        .toList();
  }
}

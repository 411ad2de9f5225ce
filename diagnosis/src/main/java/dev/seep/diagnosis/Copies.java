package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Birth;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A file that is opened and copied at once is one thing that leaks, though two lines brought its
/// descriptors: a stream of directory entries holds the one that was opened and a copy of it, a
/// FILE* over a dup(2) likewise.
///
/// Two assessments are one where the members of the second were copied, each by the thread and
/// within a moment of the opening of a member of the first, and are the same file as that.
final class Copies {
  private static final Set<String> COPYING = Set.of("dup", "dup2", "dup3", "fcntl");
  private static final long MOMENT_NANOS = 10_000_000;
  private static final double NEARLY_ALL = 0.9;
  private static final int FEWEST = 3;

  private Copies() {}

  /// The assessments, those of copies joined to those of their sources.
  static List<Assessment> joined(List<Assessment> assessments, Testimony testimony) {
    List<Assessment> joined = new ArrayList<>(assessments);
    for (Assessment copies : assessments) {
      int source = sourceOf(copies, joined, testimony);
      if (source >= 0) {
        joined.set(source, together(joined.get(source), copies));
        joined.remove(copies);
      }
    }
    return joined;
  }

  private static int sourceOf(Assessment copies, List<Assessment> all, Testimony testimony) {
    for (int i = 0; i < all.size(); i++) {
      Assessment source = all.get(i);
      boolean alike =
          !source.equals(copies)
              && source.condition() == copies.condition()
              && source.population().equals(copies.population());
      if (alike && areCopies(copies, source, testimony)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean areCopies(Assessment copies, Assessment source, Testimony testimony) {
    Map<Integer, List<OpenFileKey>> byThread = new HashMap<>();
    for (OpenFileKey key : source.examples()) {
      Trail trail = testimony.survivors().get(key);
      if (trail != null && trail.birth().isSeen() && !isCopy(trail.birth())) {
        byThread.computeIfAbsent(trail.birth().thread(), _ -> new ArrayList<>()).add(key);
      }
    }
    int known = 0;
    int copied = 0;
    for (OpenFileKey key : copies.examples()) {
      Trail trail = testimony.survivors().get(key);
      if (trail == null || !trail.birth().isSeen()) {
        continue;
      }
      known++;
      List<OpenFileKey> sources = byThread.getOrDefault(trail.birth().thread(), List.of());
      boolean ofOne =
          sources.stream()
              .anyMatch(each -> isSameFile(each, key) && isSoonAfter(each, key, testimony));
      copied += isCopy(trail.birth()) && ofOne ? 1 : 0;
    }
    return known >= FEWEST && copied >= NEARLY_ALL * known;
  }

  private static boolean isCopy(Birth birth) {
    return COPYING.contains(birth.call());
  }

  private static boolean isSameFile(OpenFileKey one, OpenFileKey other) {
    return one.inode() == other.inode() && one.device() == other.device();
  }

  private static boolean isSoonAfter(OpenFileKey source, OpenFileKey copy, Testimony testimony) {
    Trail first = testimony.survivors().get(source);
    Trail second = testimony.survivors().get(copy);
    if (first == null || second == null) {
      return false;
    }
    long after = second.birth().atNanos() - first.birth().atNanos();
    return after >= 0 && after <= MOMENT_NANOS;
  }

  /// Where the source was opened is where the leak is: the call sites are those of the source. Of
  /// each there are as many, so that a ceiling of one is half of both.
  private static Assessment together(Assessment source, Assessment copies) {
    List<OpenFileKey> examples = new ArrayList<>(source.examples());
    examples.addAll(copies.examples());
    Rate one = source.rate();
    Rate other = copies.rate();
    Assessment graver = copies.verdict().gravity() > source.verdict().gravity() ? copies : source;
    return new Assessment(
        source.populations(),
        source.condition(),
        Math.max(source.places(), copies.places()),
        source.resource(),
        graver.evidence(),
        graver.verdict(),
        source.count() + copies.count(),
        source.gained() + copies.gained(),
        source.backlog() + copies.backlog(),
        new Rate(
            one.perMinute() + other.perMinute(),
            one.perMinuteLow() + other.perMinuteLow(),
            one.perMinuteHigh() + other.perMinuteHigh()),
        Math.max(source.oldestSeconds(), copies.oldestSeconds()),
        Math.min(source.falseAlarmProbability(), copies.falseAlarmProbability()),
        new Siblings(
            source.siblings().opened() + copies.siblings().opened(),
            source.siblings().closed() + copies.siblings().closed(),
            source.siblings().medianLifeSeconds()),
        graver.holdSeconds(),
        graver.ceiling() < 0 ? -1 : 2 * graver.ceiling(),
        examples,
        source.sites());
  }
}

package dev.seep.detector.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was learned of each class of a program before it was started anew.
///
/// A class that had come to rest has a plateau, and growth below it is its warm-up. One that was
/// growing has none: its level says nothing of where it would have ended. A leak stays a leak until
/// the program has run for twice as long as the claim took without showing it again.
final class Lessons {
  private final Map<String, Map<String, Lesson>> byExecutable = new HashMap<>();
  private String executable = "";

  /// @param plateau of the floor; 0 when none is known
  /// @param until when a leak must have shown itself again; negative infinity for no leak
  record Lesson(Tier tier, WatchVerdict verdict, double plateau, double until) {
    static final Lesson NONE =
        new Lesson(Tier.CLIENT, WatchVerdict.HEALTHY, 0, Double.NEGATIVE_INFINITY);
  }

  /// @param next what is started now; what ran before the first start is taken to be the same
  void restarted(double at, String next, List<WatchedClass> classes, WatchRules rules) {
    if (executable.isEmpty()) {
      executable = next;
    }
    Map<String, Lesson> lessons = byExecutable.computeIfAbsent(executable, e -> new TreeMap<>());
    for (WatchedClass one : classes) {
      Lesson before = lessons.getOrDefault(one.group(), Lesson.NONE);
      boolean atRest =
          one.verdict == WatchVerdict.HEALTHY && one.strongest() < rules.restEvidence();
      boolean leaks = one.verdict == WatchVerdict.LEAK;
      lessons.put(
          one.group(),
          new Lesson(
              one.tier(),
              leaks ? WatchVerdict.LEAK : WatchVerdict.HEALTHY,
              atRest ? Math.max(before.plateau(), one.ladders().get(0).record()) : before.plateau(),
              leaks ? at + 2 * one.claimSeconds : Double.NEGATIVE_INFINITY));
    }
    executable = next;
  }

  Lesson of(String group) {
    return byExecutable.getOrDefault(executable, Map.of()).getOrDefault(group, Lesson.NONE);
  }

  /// Where those groups stand that were seen before the restart and not since.
  List<WatchDetector.Standing> unseen(Map<String, WatchedClass> seen) {
    List<WatchDetector.Standing> standings = new ArrayList<>();
    byExecutable
        .getOrDefault(executable, Map.of())
        .forEach((group, lesson) -> {
          if (!seen.containsKey(group)) {
            standings.add(new WatchDetector.Standing(group, lesson.tier(), lesson.verdict()));
          }
        });
    return standings;
  }
}

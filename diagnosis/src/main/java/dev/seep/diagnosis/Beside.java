package dev.seep.diagnosis;

import dev.seep.evidence.Life;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What else the same thread did around the last use of what stayed open: the other side of a proxy
/// was closed, a refusal or an end of file was read.
///
/// What happens beside everything says nothing. So the share is held against that among the closed
/// siblings, or, where there are too few of them, against how often the thread does such a thing at
/// any moment.
final class Beside {
  private static final double CHANCE = 0.01;
  private static final double LEAST_SHARE = 0.5;
  private static final double LEAST_GAP = 0.3;
  private static final double LEAST_GAP_ALONE = 0.5;
  private static final int MOST_SIBLINGS = 1_000;
  private static final int ENOUGH_SIBLINGS = 10;
  private static final int MOST = 2;

  private Beside() {}

  static List<String> of(Dossier dossier, Traces traces) {
    List<Trail> survivors = dossier.born();
    if (survivors.isEmpty() || dossier.assessment().verdict().gravity() < 2) {
      return List.of();
    }
    Events events = traces.events();
    Map<String, Integer> beside = new HashMap<>();
    for (Trail trail : survivors) {
      events.near(trail).forEach(what -> beside.merge(what, 1, Integer::sum));
    }
    List<Trail> closed =
        dossier.comparable().stream().limit(MOST_SIBLINGS).map(Life::trail).toList();
    Map<String, Integer> besideClosed = new HashMap<>();
    for (Trail trail : closed) {
      events.near(trail).forEach(what -> besideClosed.merge(what, 1, Integer::sum));
    }
    List<Map.Entry<String, Integer>> most = new ArrayList<>(beside.entrySet());
    most.sort(
        Map.Entry.<String, Integer>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    List<String> remarks = new ArrayList<>();
    for (Map.Entry<String, Integer> each : most) {
      Share share =
          closed.size() >= ENOUGH_SIBLINGS
              ? Share.amongSiblings(
                  each.getValue(),
                  survivors.size(),
                  besideClosed.getOrDefault(each.getKey(), 0),
                  closed.size())
              : Share.atAnyMoment(
                  each.getValue(), survivors.size(), events.usual(each.getKey(), survivors));
      if (remarks.size() < MOST && share.isTelling(beside.size())) {
        remarks.add(words(each.getKey(), share));
      }
    }
    return remarks;
  }

  /// @param usual the share to be expected if it had nothing to do with them
  /// @param chance that it shows so often all the same
  private record Share(double among, double usual, boolean compared, double chance) {

    static Share amongSiblings(int k, int n, int kClosed, int closed) {
      return new Share(
          (double) k / n, (double) kClosed / closed, true, Exact.chance(k, n, kClosed, closed));
    }

    static Share atAnyMoment(int k, int n, double usual) {
      return new Share((double) k / n, usual, false, Exact.binomialAtLeast(k, n, usual));
    }

    /// What was not compared asks for more.
    boolean isTelling(int tried) {
      return among >= LEAST_SHARE
          && among - usual >= (compared ? LEAST_GAP : LEAST_GAP_ALONE)
          && chance * tried <= CHANCE;
    }
  }

  private static String words(String what, Share share) {
    String siblings =
        share.compared
            ? String.format(Locale.ROOT, ", %.0f %% of their closed siblings", 100 * share.usual)
            : "";
    return String.format(
        Locale.ROOT,
        "beside it: within %d ms of the last use the same thread %s (%.0f %% of these%s)",
        Events.WINDOW_NANOS / 1_000_000,
        what,
        100 * share.among,
        siblings);
  }

  /// The moment a trail ends, or begins when nothing followed.
  static long momentOf(Trail trail) {
    Use use = trail.lastUse();
    return use == null ? trail.birth().atNanos() : use.atNanos();
  }

  static int threadOf(Trail trail) {
    Use use = trail.lastUse();
    return use == null ? trail.birth().thread() : use.thread();
  }
}

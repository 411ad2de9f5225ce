package dev.seep.diagnosis;

import dev.seep.evidence.LastUse;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What most survivors were last used for.
///
/// @param most null when of no survivor a call was seen, its birth included
/// @param share of the survivors of whose last use anything is known, 0 to 1
/// @param silent survivors that were open before the tracer came and not used since
/// @param known number of survivors of whose last use anything is known
record LastUses(@Nullable LastUse most, double share, int silent, int known) {
  static final String NONE = "no call since it was opened";

  static LastUses of(Dossier dossier) {
    if (dossier.isOfThreads()) {
      return new LastUses(null, Double.NaN, 0, 0);
    }
    Map<String, List<Trail>> alike = new LinkedHashMap<>();
    int silent = 0;
    int known = 0;
    for (Trail trail : dossier.trails()) {
      if (trail.lastUse() == null && !trail.birth().isSeen()) {
        silent++;
      } else {
        known++;
        alike
            .computeIfAbsent(call(trail) + result(trail, dossier), _ -> new ArrayList<>())
            .add(trail);
      }
    }
    List<Trail> most = List.of();
    for (List<Trail> each : alike.values()) {
      most = each.size() > most.size() ? each : most;
    }
    if (most.isEmpty()) {
      return new LastUses(null, Double.NaN, silent, known);
    }
    Trail one = most.get(0);
    double[] ago = most.stream().mapToDouble(each -> dossier.secondsSince(at(each))).toArray();
    LastUse use = new LastUse(call(one), result(one, dossier), Math.max(0, Medians.of(ago)));
    return new LastUses(use, (double) most.size() / known, silent, known);
  }

  private static String call(Trail trail) {
    Use use = trail.lastUse();
    return use == null ? trail.birth().call() : use.call();
  }

  private static String result(Trail trail, Dossier dossier) {
    Use use = trail.lastUse();
    return use == null ? NONE : Results.words(use, dossier.assessment().population().kind());
  }

  private static long at(Trail trail) {
    Use use = trail.lastUse();
    return use == null ? trail.birth().atNanos() : use.atNanos();
  }

  /// What the last use shown does not say of all.
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (most != null && share < 0.8) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "that was the last use of %.0f %% of the %d looked at",
              100 * share,
              known));
    }
    if (silent > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%d of the %d looked at were open before the tracer came and not used since",
              silent,
              silent + known));
    }
    return remarks;
  }
}

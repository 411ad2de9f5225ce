package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where most members of an assessment were opened: one line of the program, which several call
/// stacks may lead to.
///
/// @param sites those whose first own frame is that line, the most frequent first
/// @param others stacks that lead to the same line, and by which none of the members came
/// @param shown the most frequent of them
/// @param frames its frames, as people want to read them
/// @param opened members that were seen to be opened there
/// @param seen members of which the opening was seen at all
/// @param before members that were open before the tracer came
/// @param unsampled members that it saw being opened, without their stack
record CodePlace(
    List<CallSite> sites,
    List<CallSite> others,
    CallSite shown,
    List<Frame> frames,
    long opened,
    long seen,
    long before,
    long unsampled) {

  /// Stands for code that is compiled while the program runs: no two of its addresses say anything.
  private static final Frame NAMELESS = new Frame("", "", 0, "", "");

  /// Null when nobody saw one of them being opened.
  static @Nullable CodePlace of(Assessment assessment, Testimony testimony) {
    Map<Frame, List<CallSite>> lines = new LinkedHashMap<>();
    Map<Frame, Long> counts = new LinkedHashMap<>();
    long seen = 0;
    long unseen = 0;
    for (Assessment.SiteShare share : assessment.sites()) {
      CallSite site = testimony.sites().get(share.site());
      if (share.site() == 0) {
        unseen += share.count();
      } else {
        seen += share.count();
      }
      if (site != null && !site.frames().isEmpty()) {
        Frame line = line(site);
        lines.computeIfAbsent(line, _ -> new ArrayList<>()).add(site);
        counts.merge(line, share.count(), Long::sum);
      }
    }
    Frame most = most(counts);
    if (most == null) {
      return null;
    }
    List<CallSite> sites = lines.getOrDefault(most, List.of());
    CallSite shown = sites.get(0);
    long unsampled = unsampled(assessment, testimony, unseen);
    return new CodePlace(
        sites,
        others(most, sites, testimony),
        shown,
        OwnCode.of(shown.frames()),
        counts.getOrDefault(most, 0L),
        seen,
        unseen - unsampled,
        unsampled);
  }

  private static Frame line(CallSite site) {
    Frame first = OwnCode.of(site.frames()).get(0);
    boolean nameless =
        first.function().startsWith("0x") && first.module().isEmpty() && first.file().isEmpty();
    return nameless ? NAMELESS : first;
  }

  private static List<CallSite> others(Frame line, List<CallSite> sites, Testimony testimony) {
    if (line.equals(NAMELESS) || line.line() == 0) {
      return List.of();
    }
    return testimony.sites().values().stream()
        .filter(
            each -> !each.frames().isEmpty() && !sites.contains(each) && line(each).equals(line))
        .sorted(Comparator.comparingInt(CallSite::id))
        .toList();
  }

  /// Of those whose site is not known, how many were seen to be born all the same; an estimate when
  /// the assessment does not name each of its members.
  static long unsampled(Assessment assessment, Testimony testimony, long unseen) {
    long before = 0;
    long born = 0;
    for (OpenFileKey key : assessment.examples()) {
      Trail trail = testimony.survivors().get(key);
      if (trail == null || !trail.birth().isSeen()) {
        before++;
      } else if (trail.birth().site() == 0) {
        born++;
      }
    }
    boolean named = assessment.examples().size() >= assessment.count();
    return named
        ? Math.min(unseen, born)
        : Math.max(0, unseen - Math.max(before, assessment.backlog()));
  }

  /// The ids of its call stacks.
  Set<Integer> ids() {
    return sites.stream().map(CallSite::id).collect(Collectors.toSet());
  }

  Set<Integer> otherIds() {
    return others.stream().map(CallSite::id).collect(Collectors.toSet());
  }

  private static @Nullable Frame most(Map<Frame, Long> counts) {
    Frame most = null;
    long count = 0;
    for (Map.Entry<Frame, Long> each : counts.entrySet()) {
      if (each.getValue() > count) {
        most = each.getKey();
        count = each.getValue();
      }
    }
    return most;
  }

  /// Of those whose opening was seen, the share that was opened here, 0 to 1.
  double share() {
    return (double) opened / seen;
  }

  /// Those that nobody saw being opened are divided as those are that somebody saw.
  int inferred() {
    return (int) Math.round(before * share());
  }
}

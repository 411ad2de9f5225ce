package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Testimony;
import java.util.ArrayList;
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
/// @param shown the most frequent of them
/// @param frames its frames, as people want to read them
/// @param opened members that were seen to be opened there
/// @param seen members of which the opening was seen at all
/// @param unseen members that were open before the tracer came
record CodePlace(
    List<CallSite> sites, CallSite shown, List<Frame> frames, long opened, long seen, long unseen) {

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
        Frame line = OwnCode.of(site.frames()).get(0);
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
    return new CodePlace(
        sites, shown, OwnCode.of(shown.frames()), counts.getOrDefault(most, 0L), seen, unseen);
  }

  /// The ids of its call stacks.
  Set<Integer> ids() {
    return sites.stream().map(CallSite::id).collect(Collectors.toSet());
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
    return (int) Math.round(unseen * share());
  }
}

package dev.seep.diagnosis;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Inventory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A process as a whole at the end of a watch.
///
/// @param grows whether any finding says that its descriptors grow
/// @param exhausted its calls that a limit refused
record Scene(
    Inventory latest,
    DescriptorLimits limits,
    Traces traces,
    boolean grows,
    List<Exhaustion> exhausted) {

  /// How many calls its own limit refused: exact where they were counted, else a lower bound.
  long refused() {
    long counted =
        exhausted.stream()
            .filter(each -> each.errno() == Errno.EMFILE && !each.isAmbiguous())
            .mapToLong(Exhaustion::count)
            .sum();
    return Math.max(counted, traces.failures(Errno.EMFILE));
  }

  /// In which most places that open descriptors are written.
  Language language() {
    Map<Language, Integer> counts = new EnumMap<>(Language.class);
    for (CallSite site : traces.testimony().sites().values()) {
      counts.merge(Language.of(OwnCode.of(site.frames())), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Language.ANY);
  }
}

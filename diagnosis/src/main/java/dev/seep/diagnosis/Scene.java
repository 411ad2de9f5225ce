package dev.seep.diagnosis;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Inventory;
import java.util.EnumMap;
import java.util.Map;

/// A process as a whole at the end of a watch.
///
/// @param grows whether any finding says that its descriptors grow
record Scene(Inventory latest, DescriptorLimits limits, Traces traces, boolean grows) {

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

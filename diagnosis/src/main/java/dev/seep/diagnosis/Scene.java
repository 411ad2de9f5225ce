package dev.seep.diagnosis;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/// A process as a whole at the end of a watch.
///
/// @param grows whether any finding says that its descriptors grow
record Scene(Inventory latest, DescriptorLimits limits, Testimony testimony, boolean grows) {

  /// How many of the last uses that were seen failed with this error.
  long failures(int errno) {
    Stream<Trail> trails =
        Stream.concat(
            testimony.survivors().values().stream(), testimony.lives().stream().map(Life::trail));
    return trails
        .filter(trail -> {
          Use use = trail.lastUse();
          return use != null && Results.failedWith(use, errno);
        })
        .count();
  }

  /// In which most places that open descriptors are written.
  Language language() {
    Map<Language, Integer> counts = new EnumMap<>(Language.class);
    for (CallSite site : testimony.sites().values()) {
      counts.merge(Language.of(OwnCode.of(site.frames())), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Language.ANY);
  }
}

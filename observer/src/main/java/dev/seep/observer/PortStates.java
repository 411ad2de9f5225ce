package dev.seep.observer;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/// Ports in use by TCP state, in words.
final class PortStates {
  private PortStates() {}

  /// `established 120, time-wait 41`, most first; `none` when there are none.
  static String words(Map<String, Integer> byState) {
    return byState.isEmpty()
        ? "none"
        : byState.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}

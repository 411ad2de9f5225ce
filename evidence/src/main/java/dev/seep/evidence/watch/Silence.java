package dev.seep.evidence.watch;

import java.time.Instant;
import java.util.Map;

/// Nobody is told of incidents whose labels match all of these until it ends.
///
/// @param matchers label to pattern: `*` stands for any text, all else for itself
/// @param by who set it, why in `comment`
public record Silence(
    String id,
    Map<String, String> matchers,
    Instant from,
    Instant until,
    String by,
    String comment) {
  public Silence {
    matchers = Map.copyOf(matchers);
  }
}

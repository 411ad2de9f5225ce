package dev.seep.evidence;

import java.util.List;
import java.util.Map;

/// What a tracer can say about the descriptors of one hunt.
///
/// @param sites by their id
/// @param survivors what is known of those that are open now
/// @param lives those that were closed while watched: all of them, or a fair sample
/// @param nowNanos the moment it was taken, on CLOCK_MONOTONIC
public record Testimony(
    Map<Integer, CallSite> sites,
    Map<OpenFileKey, Trail> survivors,
    List<Life> lives,
    long nowNanos) {

  /// Nobody traced.
  public static final Testimony NONE = new Testimony(Map.of(), Map.of(), List.of(), 0);

  public Testimony {
    sites = Map.copyOf(sites);
    survivors = Map.copyOf(survivors);
    lives = List.copyOf(lives);
  }
}

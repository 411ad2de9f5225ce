package dev.seep.hunt;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.ThreadFacts;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.List;

/// Threads as the detector sees them: never a descriptor, but born and ended all the same.
final class Threads {
  static final String KIND = "thread";

  /// No descriptor has this number, so a thread can never be taken for one.
  private static final int NO_DESCRIPTOR = -1;

  private Threads() {}

  /// @param atNanos when they were looked at, on CLOCK_MONOTONIC
  static List<Sighting> sightings(List<ThreadFacts> threads, Witness witness, long atNanos) {
    List<Sighting> sightings = new ArrayList<>(threads.size());
    threads.forEach(thread -> witness.names().learn(thread.name()));
    for (ThreadFacts thread : threads) {
      OpenFileKey key = new OpenFileKey(NO_DESCRIPTOR, 0, thread.tid(), thread.startTicks());
      Trail trail = witness.thread(thread.tid(), atNanos);
      double age = trail == null ? Double.NaN : (atNanos - trail.birth().atNanos()) / 1e9;
      int site = trail == null ? 0 : trail.birth().site();
      Population population = population(thread.name(), witness.names());
      Sighting sighting = new Sighting(key, population, Condition.THREAD, Double.NaN, age, site);
      if (trail != null) {
        witness.saw(sighting, trail);
      }
      sightings.add(sighting);
    }
    return sightings;
  }

  static Population population(String name, ThreadNames names) {
    return new Population(KIND, names.family(name), false);
  }
}

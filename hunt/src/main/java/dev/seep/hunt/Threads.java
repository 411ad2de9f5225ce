package dev.seep.hunt;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.ThreadFacts;
import java.util.ArrayList;
import java.util.List;

/// Threads as the detector sees them: never a descriptor, but born and ended all the same.
final class Threads {
  /// No descriptor has this number, so a thread can never be taken for one.
  private static final int NO_DESCRIPTOR = -1;

  private Threads() {}

  static List<Sighting> sightings(List<ThreadFacts> threads) {
    List<Sighting> sightings = new ArrayList<>(threads.size());
    for (ThreadFacts thread : threads) {
      sightings.add(
          new Sighting(
              new OpenFileKey(NO_DESCRIPTOR, 0, thread.tid(), thread.startTicks()),
              new Population("thread", family(thread.name()), false),
              Condition.THREAD,
              Double.NaN,
              Double.NaN));
    }
    return sightings;
  }

  /// The threads of a pool share a name but for its numbers: `worker-17` → `worker-*`.
  static String family(String name) {
    StringBuilder family = new StringBuilder(name.length());
    boolean inNumber = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        family.append(c);
      } else if (!inNumber) {
        family.append('*');
      }
      inNumber = digit;
    }
    return family.toString();
  }
}

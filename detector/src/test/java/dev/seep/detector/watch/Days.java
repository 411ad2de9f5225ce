package dev.seep.detector.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/// A small play of descriptors for tests: lives are planned in any order, then told to a detector
/// in the order of time.
final class Days {
  static final double HOUR = 3600;
  static final double DAY = 24 * HOUR;
  static final String GROUP = "10.0.0.7:443";

  private final SplittableRandom random;
  private final Tier tier;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::id));
  private OptionalLong limit = OptionalLong.empty();
  private long next;

  private record Event(double at, boolean opens, boolean restarts, long id) {}

  Days(Tier tier, long seed) {
    this.tier = tier;
    random = new SplittableRandom(seed);
  }

  Days limit(long most) {
    limit = OptionalLong.of(most);
    return this;
  }

  Days open(double at, double seconds) {
    events.add(new Event(at, true, false, next));
    if (Double.isFinite(seconds)) {
      events.add(new Event(at + seconds, false, false, next));
    }
    next++;
    return this;
  }

  /// Those that come by chance, so many an hour, and live for a mean time; for ever if infinite.
  Days arrivals(double from, double to, double perHour, double meanSeconds) {
    double at = from;
    while (true) {
      at += random.nextExponential() * HOUR / perHour;
      if (at >= to) {
        return this;
      }
      open(at, Double.isFinite(meanSeconds) ? meanSeconds * random.nextExponential() : meanSeconds);
    }
  }

  /// What is planned so far and open then goes with the process.
  Days restart(double at) {
    Set<Long> before = new HashSet<>();
    for (Event event : events) {
      if (event.opens() && event.at() < at) {
        before.add(event.id());
      }
    }
    events.removeIf(event -> event.at() >= at && !event.opens() && before.contains(event.id()));
    events.add(new Event(at, false, true, Long.MAX_VALUE));
    return this;
  }

  /// What the detector said until the end.
  List<Change> until(double end) {
    return until(end, new WatchDetector(WatchRules.standard(), limit));
  }

  List<Change> until(double end, WatchDetector detector) {
    List<Change> changes = new ArrayList<>();
    while (!events.isEmpty() && events.element().at() < end) {
      Event event = events.remove();
      if (event.restarts()) {
        detector.restarted(event.at(), "/usr/bin/server");
      } else if (event.opens()) {
        detector.opened(event.at(), GROUP, tier, event.id());
      } else {
        detector.closed(event.at(), GROUP, event.id());
      }
    }
    detector.advance(end);
    changes.addAll(detector.takeChanges());
    return changes;
  }

  static List<Change> leaks(List<Change> changes) {
    return changes.stream().filter(c -> c.verdict() == WatchVerdict.LEAK).toList();
  }
}

package dev.seep.diagnosis;

import dev.seep.evidence.Errno;
import dev.seep.evidence.Life;
import dev.seep.evidence.Population;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What each thread is known to have done, in order of time: closes, and last uses that ended in a
/// refusal or an end of file.
final class Events {
  static final long WINDOW_NANOS = 5_000_000;

  /// @param of the descriptor it happened to, so that none is found beside itself
  private record Event(long atNanos, String what, Trail of) {}

  private final Map<Integer, List<Event>> byThread = new HashMap<>();
  private final Map<Integer, Map<String, Integer>> counts = new HashMap<>();
  private final long nowNanos;
  private long firstNanos;

  Events(Testimony testimony) {
    nowNanos = testimony.nowNanos();
    firstNanos = nowNanos;
    for (Life life : testimony.lives()) {
      Population population = life.trail().birth().population();
      add(life.endedByThread(), life.endedAtNanos(), "closed " + name(population), life.trail());
      addUse(life.trail());
    }
    testimony.survivors().values().forEach(this::addUse);
    byThread.values().forEach(events -> events.sort(Comparator.comparingLong(Event::atNanos)));
  }

  private void addUse(Trail trail) {
    if (trail.birth().isSeen()) {
      firstNanos = Math.min(firstNanos, trail.birth().atNanos());
    }
    Use use = trail.lastUse();
    if (use != null && (isRefusal(use) || Results.isEndOfFile(use))) {
      Population population = trail.birth().population();
      String result = Results.words(use, population.kind());
      String what = "saw " + use.call() + " → " + result + " on " + name(population);
      add(use.thread(), use.atNanos(), what, trail);
    }
  }

  private void add(int thread, long atNanos, String what, Trail of) {
    byThread.computeIfAbsent(thread, _ -> new ArrayList<>()).add(new Event(atNanos, what, of));
    counts.computeIfAbsent(thread, _ -> new HashMap<>()).merge(what, 1, Integer::sum);
  }

  private static boolean isRefusal(Use use) {
    return switch ((int) -use.result()) {
      case Errno.ECONNREFUSED,
          Errno.EACCES,
          Errno.EPERM,
          Errno.EMFILE,
          Errno.ENFILE,
          Errno.ECONNRESET,
          Errno.ETIMEDOUT ->
          true;
      default -> false;
    };
  }

  /// `a connection to 10.0.0.7:443`, `a file /srv/*.png`.
  private static String name(Population population) {
    String kind = population.kind().isEmpty() ? "descriptor" : population.kind();
    String place = population.place();
    if (Kinds.isSocket(population)) {
      String which = place.isEmpty() ? "" : population.incoming() ? " accepted on " : " to ";
      return "a " + kind + " socket" + which + place;
    }
    boolean vowel = "aeiou".indexOf(kind.charAt(0)) >= 0;
    String pattern = place.startsWith("/") ? PathPattern.of(place) : place;
    return (vowel ? "an " : "a ") + kind + (pattern.isEmpty() ? "" : " " + pattern);
  }

  /// What the thread of its last use did around that moment, each once.
  Set<String> near(Trail trail) {
    List<Event> events = byThread.getOrDefault(Beside.threadOf(trail), List.of());
    long moment = Beside.momentOf(trail);
    Set<String> near = new HashSet<>();
    for (int i = firstFrom(events, moment - WINDOW_NANOS); i < events.size(); i++) {
      Event event = events.get(i);
      if (event.atNanos() > moment + WINDOW_NANOS) {
        break;
      }
      if (!event.of().equals(trail)) {
        near.add(event.what());
      }
    }
    return near;
  }

  private static int firstFrom(List<Event> events, long atNanos) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).atNanos() < atNanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The chance that such a thing happens in the window around a moment that has nothing to do with
  /// it, on the threads of these trails: its rate on that thread × the window.
  double usual(String what, List<Trail> trails) {
    double sum = 0;
    double span = Math.max(nowNanos - firstNanos, 2 * WINDOW_NANOS);
    for (Trail trail : trails) {
      int n = counts.getOrDefault(Beside.threadOf(trail), Map.of()).getOrDefault(what, 0);
      sum += 1 - Math.exp(-n * 2.0 * WINDOW_NANOS / span);
    }
    return sum / trails.size();
  }
}

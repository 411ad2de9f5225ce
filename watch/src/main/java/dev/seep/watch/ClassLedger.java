package dev.seep.watch;

import dev.seep.detector.watch.WatchDetector;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one process holds, class by class, from look to look: tells the detector what came and
/// went.
///
/// A class that has not grown since the first look is counted and not judged: it costs nothing, and
/// most are like that. From when it has grown, what came since then is followed one by one.
final class ClassLedger {
  /// So many more than at the first look make a class worth its state in the detector.
  private static final int GROWTH_WORTH_FOLLOWING = 3;

  /// A peer or path with fewer is counted among the others of its kind.
  private static final int LEAST_OF_A_PLACE = 3;

  private static final int MOST_CLASSES = 48;

  /// One that holds four fifths of a class is among the first few hundred, or chance is at work.
  private static final int MOST_PLACES = 256;

  private static final int MOST_FOLLOWED = 24;
  private static final int BASELINE = 1;

  /// One class.
  static final class Held {
    final ClassOf of;
    final int number;
    int count;
    int base;
    boolean followed;
    String place = "";
    private final Map<String, Integer> places = new HashMap<>();

    Held(ClassOf of, int number) {
      this.of = of;
      this.number = number;
    }

    private void counted(String at) {
      count++;
      if (places.size() < MOST_PLACES || places.containsKey(at)) {
        places.merge(at, 1, Integer::sum);
      }
    }
  }

  private final Map<String, Held> classes = new LinkedHashMap<>();
  private final List<Held> byNumber = new ArrayList<>();
  private OpenSet open = new OpenSet(0);
  private boolean looked;
  private int followed;

  /// Classes that the detector follows.
  int followed() {
    return followed;
  }

  /// Takes a look.
  ///
  /// @param capacity whether the detectors of all processes together may take one class more
  void take(double atSeconds, List<Sighting> sightings, WatchDetector detector, Capacity capacity) {
    Map<Population, Integer> placed = placed(sightings);
    byNumber.forEach(held -> {
      held.count = 0;
      held.places.clear();
    });
    OpenSet now = new OpenSet(sightings.size());
    for (Sighting sighting : sightings) {
      long key = hash(sighting.key());
      Held held = held(sighting, placed);
      held.counted(sighting.population().place());
      enter(atSeconds, key, held, now, detector);
    }
    leave(atSeconds, now, detector);
    open = now;
    for (Held held : byNumber) {
      held.place = leading(held);
      held.base = looked ? Math.min(held.base, held.count) : held.count;
      follow(atSeconds, held, detector, capacity);
    }
    looked = true;
  }

  private void enter(double at, long key, Held held, OpenSet now, WatchDetector detector) {
    int before = open.get(key);
    boolean baseline = before == OpenSet.ABSENT ? !looked : (before & BASELINE) != 0;
    boolean moved = before != OpenSet.ABSENT && before >> 1 != held.number;
    if (moved) {
      Held was = byNumber.get(before >> 1);
      if (was.followed && !baseline) {
        detector.closed(at, was.of.name(), key);
      }
      // What came to this state is new to it.
      baseline = false;
    }
    now.put(key, held.number << 1 | (baseline ? BASELINE : 0));
    if (held.followed && (moved || before == OpenSet.ABSENT)) {
      detector.opened(at, held.of.name(), held.of.tier(), key);
    }
  }

  private void leave(double at, OpenSet now, WatchDetector detector) {
    open.forEach(key -> {
      if (now.get(key) == OpenSet.ABSENT) {
        int before = open.get(key);
        Held was = byNumber.get(before >> 1);
        if (was.followed && (before & BASELINE) == 0) {
          detector.closed(at, was.of.name(), key);
        }
      }
    });
  }

  private void follow(double at, Held held, WatchDetector detector, Capacity capacity) {
    if (held.followed
        || held.count - held.base < GROWTH_WORTH_FOLLOWING
        || followed >= MOST_FOLLOWED
        || !capacity.takeOne()) {
      return;
    }
    held.followed = true;
    followed++;
    open.forEach(key -> {
      int value = open.get(key);
      if (value >> 1 == held.number && (value & BASELINE) == 0) {
        detector.opened(at, held.of.name(), held.of.tier(), key);
      }
    });
  }

  private Held held(Sighting sighting, Map<Population, Integer> placed) {
    boolean hasPlace =
        sighting.population().place().isEmpty()
            || placed.getOrDefault(sighting.population(), 0) >= LEAST_OF_A_PLACE;
    ClassOf of = ClassOf.of(sighting, hasPlace);
    Held held = classes.get(of.name());
    if (held == null && hasPlace && classes.size() >= MOST_CLASSES) {
      of = ClassOf.of(sighting, false);
      held = classes.get(of.name());
    }
    if (held == null) {
      held = new Held(of, byNumber.size());
      classes.put(of.name(), held);
      byNumber.add(held);
    }
    return held;
  }

  private static Map<Population, Integer> placed(List<Sighting> sightings) {
    Map<Population, Integer> counts = new HashMap<>();
    for (Sighting sighting : sightings) {
      counts.merge(sighting.population(), 1, Integer::sum);
    }
    return counts;
  }

  /// The place of nearly all of a class; empty when there is none.
  private static String leading(Held held) {
    return held.places.entrySet().stream()
        .filter(entry -> entry.getValue() * 5 >= held.count * 4)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  Optional<Held> held(String name) {
    return Optional.ofNullable(classes.get(name));
  }

  /// Open files by class, the largest first.
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    byNumber.stream()
        .filter(held -> held.count > 0)
        .sorted(Comparator.comparingInt((Held held) -> held.count).reversed())
        .forEach(held -> counts.put(held.of.name(), held.count));
    return counts;
  }

  /// Mixes all that makes an open file's identity (the finalizer of MurmurHash3).
  private static long hash(OpenFileKey key) {
    long mixed = mix(key.inode() * 31 + key.device());
    return mix(mixed ^ ((long) key.descriptor() << 32) ^ key.generation());
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}

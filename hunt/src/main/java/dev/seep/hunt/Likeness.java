package dev.seep.hunt;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Life;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Trail;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What looks found of some tells what others were that no look saw.
///
/// Most descriptors are closed before a look comes by, and all that is known of them is what a call
/// was told: open(2) does not say whether its path is a directory's, and what was received or
/// copied from somewhere says nothing at all. What the looks found of those that were opened by the
/// same stack, or are of the same family of paths, goes for them as well, where all of those agree.
///
/// Bounded: beyond [#MOST] stacks, or families of paths, no more are learned.
final class Likeness {
  static final int MOST = 8_192;

  /// Looks have found different things: none of them goes for all.
  private static final String SEVERAL = "?";

  private static final Population NOTHING_ALIKE = new Population(SEVERAL, SEVERAL, false);

  /// One stack may open things of several kinds, by different calls.
  private record Opened(int site, String toldKind) {}

  private final Map<Opened, Population> bySite = new HashMap<>();
  private final Map<String, String> kindByPath = new HashMap<>();

  /// Learns from one that a look found.
  ///
  /// @param trail of the same, null when no tracer knows it
  void learn(Sighting found, @Nullable Trail trail) {
    Population seen = found.population();
    if (seen.place().startsWith("/") && hasRoom(kindByPath, seen.place())) {
      kindByPath.merge(
          seen.place(), seen.kind(), (before, now) -> before.equals(now) ? now : SEVERAL);
    }
    if (trail == null || !trail.birth().isSeen() || trail.birth().site() == 0) {
      return;
    }
    Opened opened = new Opened(trail.birth().site(), trail.birth().population().kind());
    if (hasRoom(bySite, opened)) {
      bySite.merge(opened, seen, Likeness::common);
    }
  }

  private static <K> boolean hasRoom(Map<K, ?> map, K key) {
    return map.size() < MOST || map.containsKey(key);
  }

  private static Population common(Population one, Population other) {
    if (one.equals(other)) {
      return one;
    }
    if (!one.kind().equals(other.kind()) || one.incoming() != other.incoming()) {
      return NOTHING_ALIKE;
    }
    String place = one.place().equals(other.place()) ? one.place() : SEVERAL;
    return new Population(one.kind(), place, one.incoming());
  }

  /// The same life, told as the looks would have told it.
  Life alike(Life life) {
    Birth birth = life.trail().birth();
    Population told = birth.population();
    Population better = better(told, birth.site());
    if (better.equals(told)) {
      return life;
    }
    return new Life(
        life.descriptor(),
        told(life.trail(), better),
        life.endedAtNanos(),
        life.endedBy(),
        life.endedByThread(),
        life.weight());
  }

  private Population better(Population told, int site) {
    Population alike = site == 0 ? null : bySite.get(new Opened(site, told.kind()));
    if (told.kind().isEmpty()) {
      return alike == null || alike.kind().equals(SEVERAL)
          ? told
          : new Population(
              alike.kind(), alike.place().equals(SEVERAL) ? "" : alike.place(), alike.incoming());
    }
    String kind = kindByPath.get(Sightings.population(told).place());
    if (kind == null && alike != null) {
      kind = alike.kind();
    }
    return kind == null || kind.equals(SEVERAL) ? told : ofKind(told, kind);
  }

  /// A trail whose birth agrees with what a look found of the same descriptor.
  static Trail agreeing(Trail trail, Population seen) {
    Population told = trail.birth().population();
    if (told.kind().equals(seen.kind()) || !trail.birth().isSeen()) {
      return trail;
    }
    return told(trail, told.kind().isEmpty() ? seen : ofKind(told, seen.kind()));
  }

  private static Population ofKind(Population told, String kind) {
    return new Population(kind, told.place(), told.incoming());
  }

  private static Trail told(Trail trail, Population population) {
    Birth birth = trail.birth();
    return new Trail(
        new Birth(birth.call(), birth.atNanos(), birth.thread(), population, birth.site()),
        trail.lastUse(),
        trail.uses(),
        trail.readBytes(),
        trail.writtenBytes());
  }
}

package dev.seep.hunt.recording;

import dev.seep.evidence.EndedLife;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.hunt.recording.Lines.Change;
import dev.seep.hunt.recording.Lines.Ended;
import dev.seep.hunt.recording.Lines.Look;
import dev.seep.hunt.recording.Lines.Opened;
import dev.seep.hunt.recording.Looks.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds what a look changed.
final class Changes {
  /// A moment that moved by no more did not move: a look takes its time, the kernel's own clocks
  /// tick in 4 or 10 ms, and no rule asks for less than seconds. A shorter one makes recordings of
  /// busy connections large.
  static final long TOLERANCE_MILLIS = 500;

  private final Map<Population, Integer> places = new HashMap<>();
  private final List<Population> newPlaces = new ArrayList<>();

  /// @param before as the look before left it
  Look of(Sample sample, int open, List<Held> before) {
    newPlaces.clear();
    long atMillis = Looks.millis(sample.atSeconds());
    Map<OpenFileKey, Integer> indexes = HashMap.newHashMap(before.size());
    for (int i = 0; i < before.size(); i++) {
      indexes.put(before.get(i).key(), i);
    }
    boolean[] kept = new boolean[before.size()];
    List<Change> changed = new ArrayList<>();
    List<Opened> opened = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < sample.sightings().size(); i++) {
      Sighting sighting = sample.sightings().get(i);
      // One that lost its place in the order is taken for a new one.
      Integer index = indexes.get(sighting.key());
      if (index == null || index <= last) {
        opened.add(opened(i, sighting));
        continue;
      }
      last = index;
      kept[last] = true;
      if (isChanged(before.get(last), sighting, atMillis)) {
        changed.add(change(last, before.get(last), sighting, atMillis));
      }
    }
    // Before the new populations are listed: it may name some.
    List<Ended> ended = ended(sample);
    return new Look(
        sample.atSeconds(),
        open,
        sample.traced(),
        sample.anonymousBytes(),
        sample.residentBytes(),
        sample.mappings(),
        sample.heap(),
        List.copyOf(newPlaces),
        closed(kept),
        changed,
        opened,
        ended);
  }

  private static List<Integer> closed(boolean[] kept) {
    List<Integer> closed = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (!kept[i]) {
        closed.add(i);
      }
    }
    return closed;
  }

  private Opened opened(int index, Sighting sighting) {
    OpenFileKey key = sighting.key();
    return new Opened(
        index,
        key.descriptor(),
        key.device(),
        key.inode(),
        key.generation(),
        place(sighting.population()),
        sighting.condition(),
        millis(sighting.idleSeconds()),
        millis(sighting.bornSecondsAgo()),
        sighting.site());
  }

  private boolean isChanged(Held before, Sighting now, long atMillis) {
    return before.place() != place(now.population())
        || before.condition() != now.condition()
        || before.site() != now.site()
        || !Objects.equals(
            before.usedMillis(), moment(before.usedMillis(), now.idleSeconds(), atMillis))
        || !Objects.equals(
            before.bornMillis(), moment(before.bornMillis(), now.bornSecondsAgo(), atMillis));
  }

  private Change change(int index, Held before, Sighting now, long atMillis) {
    Long used = moment(before.usedMillis(), now.idleSeconds(), atMillis);
    Long born = moment(before.bornMillis(), now.bornSecondsAgo(), atMillis);
    return new Change(
        index,
        place(now.population()),
        now.condition(),
        used == null ? null : (Long) (atMillis - used),
        born == null ? null : (Long) (atMillis - born),
        now.site());
  }

  /// @return the moment as it was when it is still the same
  private static @Nullable Long moment(@Nullable Long before, double agoSeconds, long atMillis) {
    Long ago = millis(agoSeconds);
    if (ago == null) {
      return null;
    }
    long moment = atMillis - ago;
    boolean same = before != null && Math.abs(moment - before) <= TOLERANCE_MILLIS;
    return same ? before : (Long) moment;
  }

  private static @Nullable Long millis(double seconds) {
    return Double.isFinite(seconds) ? (Long) Looks.millis(Math.max(0, seconds)) : null;
  }

  private List<Ended> ended(Sample sample) {
    List<Ended> ended = new ArrayList<>(sample.ended().size());
    for (EndedLife each : sample.ended()) {
      long micros = Math.round(each.lifeSeconds() * 1e6);
      ended.add(new Ended(place(each.population()), each.site(), micros, each.weight()));
    }
    return ended;
  }

  private int place(Population population) {
    Integer known = places.get(population);
    if (known != null) {
      return known;
    }
    int added = places.size();
    places.put(population, added);
    newPlaces.add(population);
    return added;
  }
}

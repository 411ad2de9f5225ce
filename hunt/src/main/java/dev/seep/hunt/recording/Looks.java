package dev.seep.hunt.recording;

import dev.seep.evidence.Condition;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.hunt.recording.Lines.Change;
import dev.seep.hunt.recording.Lines.Look;
import dev.seep.hunt.recording.Lines.Opened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The looks of a recording put together again, each from what it changed. The writer does it, too,
/// so that the hunt judges the very samples that a replay will.
///
/// Times are kept as moments (last used at, born at), in milliseconds since the watch began: a
/// descriptor that idles does not change. What is younger than 0 s is 0 s old.
final class Looks {
  /// A process may raise its limit to more, but nobody has so many.
  static final int MOST = 1 << 21;

  /// Thirty years.
  private static final double LONGEST_SECONDS = 1e9;

  private static final double MOST_ALIKE = 1e9;

  /// One sighting, its times as moments.
  record Held(
      OpenFileKey key,
      int place,
      Condition condition,
      @Nullable Long usedMillis,
      @Nullable Long bornMillis,
      int site) {}

  private final List<Population> places = new ArrayList<>();
  private List<Held> held = List.of();

  List<Held> held() {
    return held;
  }

  /// Takes the next look.
  ///
  /// @throws DamagedException when it cannot follow on the look before
  Sample add(Look look) throws DamagedException {
    places.addAll(look.places());
    check(places.size() <= MOST, "too many populations");
    check(look.at() >= 0 && look.at() <= LONGEST_SECONDS, "a look at no time");
    long atMillis = millis(look.at());
    List<@Nullable Held> before = new ArrayList<>(held);
    change(before, look, atMillis);
    close(before, look.closed());
    held = merge(before, look, atMillis);
    List<Sighting> sightings = new ArrayList<>(held.size());
    for (Held each : held) {
      sightings.add(
          new Sighting(
              each.key(),
              places.get(each.place()),
              each.condition(),
              ago(look.at(), each.usedMillis()),
              ago(look.at(), each.bornMillis()),
              each.site()));
    }
    return new Sample(
        look.at(),
        sightings,
        ended(look),
        look.traced(),
        look.anonymousBytes(),
        look.residentBytes(),
        look.mappings(),
        look.heap());
  }

  private void change(List<@Nullable Held> list, Look look, long atMillis) throws DamagedException {
    int last = -1;
    for (Change each : look.changed()) {
      last = next(last, each.index(), list.size());
      checkPlace(each.place());
      Held before = held.get(last);
      list.set(
          last,
          new Held(
              before.key(),
              each.place(),
              each.condition(),
              moment(atMillis, each.idleMillis()),
              moment(atMillis, each.bornMillis()),
              each.site()));
    }
  }

  private static void close(List<@Nullable Held> list, List<Integer> closed)
      throws DamagedException {
    int last = -1;
    for (int index : closed) {
      last = next(last, index, list.size());
      list.set(last, null);
    }
  }

  private List<Held> merge(List<@Nullable Held> before, Look look, long atMillis)
      throws DamagedException {
    int size = before.size() - look.closed().size() + look.opened().size();
    check(size <= MOST, "more than " + MOST + " descriptors");
    List<Held> after = new ArrayList<>(size);
    int from = 0;
    for (Opened each : look.opened()) {
      checkPlace(each.place());
      check(each.index() >= after.size(), "out of order");
      while (after.size() < each.index()) {
        check(from < before.size(), "an index beyond the end");
        from = carry(before, from, after);
      }
      after.add(opened(each, atMillis));
    }
    while (from < before.size()) {
      from = carry(before, from, after);
    }
    return after;
  }

  private static int carry(List<@Nullable Held> before, int from, List<Held> after) {
    Held each = before.get(from);
    if (each != null) {
      after.add(each);
    }
    return from + 1;
  }

  private static Held opened(Opened each, long atMillis) {
    return new Held(
        new OpenFileKey(each.descriptor(), each.device(), each.inode(), each.generation()),
        each.place(),
        each.condition(),
        moment(atMillis, each.idleMillis()),
        moment(atMillis, each.bornMillis()),
        each.site());
  }

  private List<EndedLife> ended(Look look) throws DamagedException {
    List<EndedLife> ended = new ArrayList<>(look.ended().size());
    for (Lines.Ended each : look.ended()) {
      checkPlace(each.place());
      check(each.lifeMicros() >= 0, "a life of less than no time");
      check(each.weight() >= 0 && each.weight() <= MOST_ALIKE, "a life that stands for too many");
      double seconds = each.lifeMicros() / 1e6;
      ended.add(new EndedLife(places.get(each.place()), each.site(), seconds, each.weight()));
    }
    return ended;
  }

  private static int next(int last, int index, int size) throws DamagedException {
    check(index > last, "out of order");
    check(index < size, "an index beyond the end");
    return index;
  }

  private void checkPlace(int place) throws DamagedException {
    check(place >= 0 && place < places.size(), "a population that was never named");
  }

  private static void check(boolean holds, String otherwise) throws DamagedException {
    if (!holds) {
      throw new DamagedException(otherwise);
    }
  }

  static long millis(double seconds) {
    return Math.round(seconds * 1e3);
  }

  private static @Nullable Long moment(long atMillis, @Nullable Long agoMillis) {
    return agoMillis == null ? null : (Long) (atMillis - agoMillis);
  }

  private static double ago(double at, @Nullable Long momentMillis) {
    return momentMillis == null ? Double.NaN : Math.max(0, at - momentMillis / 1e3);
  }
}

package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is who from tick to tick: which process continues which lineage.
///
/// A process is followed once it is a minute old, as most that are younger will not be there at the
/// next tick; one that takes the place of a followed process that ended is followed at once, as
/// that is a restart. A place stays vacant for a while before it is given up.
final class Roll {
  /// Most short-lived processes are over sooner.
  private static final double SECONDS_BEFORE_FOLLOWED = 60;

  /// One that fills so much of its limit within its first minute cannot wait for it to be over.
  private static final double EARLY_NEARNESS = 0.15;

  private static final double EARLY_SECONDS = 10;

  /// A service that fails is tried again within minutes, with pauses that grow (systemd.service(5),
  /// RestartSteps=; a container engine waits for five minutes at most).
  private static final double SECONDS_VACANT = 600;

  /// How many lineages are followed at most; the others are counted, and told.
  static final int MOST = 5_000;

  private record Role(Workload workload, String name) {}

  private record Vacancy(Lineage lineage, ProcessFacts last, double since) {}

  /// A followed process at this tick.
  ///
  /// @param before the process of the same lineage before it; the same one when it goes on
  record Present(Lineage lineage, ProcessRow row, ProcessFacts before, Arrival arrival) {}

  enum Arrival {
    CONTINUES,
    /// Followed from now on.
    ADMITTED,
    /// Another process of the same program took its place.
    RESTARTED,
    /// The same with another command line.
    DEPLOYED
  }

  /// @param present followed ones
  /// @param young not yet followed
  /// @param ended lineages whose process has ended since the tick before
  /// @param over lineages that nobody continued
  /// @param refused processes that are not followed as there are too many
  record Call(
      List<Present> present,
      List<ProcessRow> young,
      List<Lineage> ended,
      List<Lineage> over,
      int refused) {}

  private final Namer namer;
  private final Map<ProcessIdentity, Lineage> lineages = new HashMap<>();
  private final Map<Lineage, ProcessFacts> last = new HashMap<>();
  private final Map<Role, List<Vacancy>> vacant = new HashMap<>();
  private final Map<ProcessIdentity, Workload> names = new HashMap<>();
  private final Map<ProcessIdentity, Lineage> expected = new HashMap<>();
  private long shortLived;
  private Set<ProcessIdentity> youngBefore = new HashSet<>();

  Roll(Namer namer) {
    this.namer = namer;
  }

  /// Processes that ended before they were followed, as far as any tick saw them.
  long shortLived() {
    return shortLived;
  }

  /// Who is who now, for [#expect] of a watch to come.
  Map<ProcessIdentity, Lineage> known() {
    return Map.copyOf(lineages);
  }

  /// Who was who when the watch was ended: those that are still there keep their lineages.
  void expect(Map<ProcessIdentity, Lineage> before) {
    expected.putAll(before);
  }

  Call call(List<ProcessRow> rows, Moment now) {
    List<Lineage> over = new ArrayList<>();
    List<Present> present = new ArrayList<>(rows.size());
    List<ProcessRow> unknown = new ArrayList<>();
    Set<ProcessIdentity> seen = HashSet.newHashSet(rows.size());
    for (ProcessRow row : rows) {
      ProcessIdentity identity = row.process().identity();
      seen.add(identity);
      Lineage lineage = lineages.get(identity);
      if (lineage == null) {
        unknown.add(row);
      } else {
        last.put(lineage, row.process());
        present.add(new Present(lineage, row, row.process(), Arrival.CONTINUES));
      }
    }
    expected.keySet().retainAll(seen);
    List<Lineage> ended = retire(seen, now);
    giveUp(now, over);
    List<ProcessRow> young = new ArrayList<>();
    int refused = 0;
    for (ProcessRow row : unknown) {
      Present arrived = arrive(row, now);
      if (arrived != null) {
        present.add(arrived);
      } else {
        young.add(row);
        refused += isGrown(row, now) ? 1 : 0;
      }
    }
    remember(young);
    expected.clear();
    return new Call(present, young, ended, over, refused);
  }

  private void remember(List<ProcessRow> young) {
    Set<ProcessIdentity> now = HashSet.newHashSet(young.size());
    young.forEach(row -> now.add(row.process().identity()));
    for (ProcessIdentity before : youngBefore) {
      if (!now.contains(before) && !lineages.containsKey(before)) {
        shortLived++;
        names.remove(before);
      }
    }
    youngBefore = now;
  }

  private List<Lineage> retire(Set<ProcessIdentity> seen, Moment now) {
    List<Lineage> ended = new ArrayList<>();
    lineages
        .entrySet()
        .removeIf(entry -> {
          if (seen.contains(entry.getKey())) {
            return false;
          }
          Lineage lineage = entry.getValue();
          ProcessFacts facts = last.getOrDefault(lineage, null);
          ended.add(lineage);
          names.remove(entry.getKey());
          if (facts != null) {
            vacant
                .computeIfAbsent(role(lineage), r -> new ArrayList<>())
                .add(new Vacancy(lineage, facts, now.seconds()));
          }
          return true;
        });
    return ended;
  }

  private void giveUp(Moment now, List<Lineage> over) {
    vacant
        .values()
        .removeIf(list -> {
          list.removeIf(vacancy -> {
            boolean old = now.seconds() - vacancy.since() > SECONDS_VACANT;
            if (old) {
              over.add(vacancy.lineage());
              last.remove(vacancy.lineage());
            }
            return old;
          });
          return list.isEmpty();
        });
  }

  private @org.jspecify.annotations.Nullable Present arrive(ProcessRow row, Moment now) {
    ProcessFacts process = row.process();
    Lineage before = expected.get(process.identity());
    if (before != null && before.name().equals(process.name()) && !last.containsKey(before)) {
      enter(before, process);
      return new Present(before, row, process, Arrival.ADMITTED);
    }
    if (vacant.isEmpty() && !isGrown(row, now)) {
      return null;
    }
    Workload workload = names.computeIfAbsent(process.identity(), i -> namer.of(process));
    Role role = new Role(workload, process.name());
    List<Vacancy> places = vacant.get(role);
    if (places != null && !process.isZombie()) {
      Vacancy place = places.removeFirst();
      if (places.isEmpty()) {
        vacant.remove(role);
      }
      enter(place.lineage(), process);
      boolean same = place.last().command().equals(process.command());
      return new Present(
          place.lineage(), row, place.last(), same ? Arrival.RESTARTED : Arrival.DEPLOYED);
    }
    if (!isGrown(row, now) || last.size() >= MOST || process.isZombie()) {
      return null;
    }
    Lineage lineage = new Lineage(workload, process.name(), freeSlot(role));
    enter(lineage, process);
    return new Present(lineage, row, process, Arrival.ADMITTED);
  }

  private void enter(Lineage lineage, ProcessFacts process) {
    lineages.put(process.identity(), lineage);
    last.put(lineage, process);
  }

  private int freeSlot(Role role) {
    int slot = 0;
    while (isTaken(new Lineage(role.workload(), role.name(), slot))) {
      slot++;
    }
    return slot;
  }

  private boolean isTaken(Lineage lineage) {
    return last.containsKey(lineage) || expected.containsValue(lineage);
  }

  private static Role role(Lineage lineage) {
    return new Role(lineage.workload(), lineage.name());
  }

  private static boolean isGrown(ProcessRow row, Moment now) {
    double age = (now.wall().toEpochMilli() - row.process().startedAt().toEpochMilli()) / 1e3;
    // A process of the future is one whose start was reckoned by another clock: old enough.
    return age >= SECONDS_BEFORE_FOLLOWED
        || age < -1
        || (age >= EARLY_SECONDS && row.nearness() >= EARLY_NEARNESS);
  }
}

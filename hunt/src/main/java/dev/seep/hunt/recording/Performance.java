package dev.seep.hunt.recording;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Condition;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Watched;
import dev.seep.hunt.Judge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hunt as it is played again, line by line.
final class Performance {
  private final Judge judge = new Judge();
  private final Looks looks = new Looks();
  private boolean isNamed;
  private Lines.@Nullable Head head;
  private @Nullable Sample latest;
  private Lines.@Nullable Last last;
  private Lines.@Nullable End end;
  private final List<Descriptor> descriptors = new ArrayList<>();
  private final Map<Integer, CallSite> sites = new LinkedHashMap<>();
  private final Map<OpenFileKey, Trail> survivors = new LinkedHashMap<>();
  private final List<Life> lives = new ArrayList<>();

  /// @throws DamagedException when the line cannot stand here
  void take(Lines line) throws DamagedException {
    check(isNamed || line instanceof Lines.Format, "no recording of Seep");
    check(end == null, "a line behind the end");
    switch (line) {
      case Lines.Format format -> name(format);
      case Lines.Head given -> {
        check(head == null, "a second head");
        head = given;
      }
      case Lines.Look look -> {
        check(head != null && last == null, "a look where none can be");
        check(latest == null || look.at() >= latest.atSeconds(), "a look before the one before");
        latest = looks.add(look);
        judge.add(latest, look.open());
      }
      case Lines.Last given -> {
        check(latest != null && last == null, "an end where none can be");
        last = given;
      }
      case Lines.Descriptors given -> descriptors.addAll(afterTheLooks(given.some()));
      case Lines.Sites given -> afterTheLooks(given.some()).forEach(it -> sites.put(it.id(), it));
      case Lines.Survivors given ->
          afterTheLooks(given.some()).forEach(it -> survivors.put(it.key(), it.trail()));
      case Lines.Lives given -> lives.addAll(afterTheLooks(given.some()));
      case Lines.End given -> {
        check(last != null && descriptors.size() == last.count(), "descriptors are missing");
        end = given;
      }
    }
  }

  private void name(Lines.Format format) throws DamagedException {
    check(!isNamed && format.name().equals(Lines.FORMAT), "no recording of Seep");
    check(
        format.version() == Lines.VERSION,
        "a recording of version "
            + format.version()
            + ", and this Seep reads version "
            + Lines.VERSION
            + ": replay it with the Seep that recorded it");
    isNamed = true;
  }

  private <T> List<T> afterTheLooks(List<T> given) throws DamagedException {
    check(last != null, "out of place, before the end of the looks");
    return given;
  }

  private static void check(boolean holds, String otherwise) throws DamagedException {
    if (!holds) {
      throw new DamagedException(otherwise);
    }
  }

  boolean isOver() {
    return end != null;
  }

  boolean hasLooks() {
    return latest != null;
  }

  /// The report as the hunt gave it.
  ///
  /// @param also what could not be seen of the recording itself
  Replayed whole(List<Blind> also) {
    if (last == null || end == null) {
      throw new IllegalStateException("it is not over");
    }
    Inventory bare = last.inventory();
    Inventory inventory = inventory(bare, descriptors);
    Testimony testimony = new Testimony(sites, survivors, lives, end.nowNanos());
    List<Blind> blind = new ArrayList<>(end.blind());
    blind.addAll(also);
    return concluded(inventory, testimony, end.watched(), blind, end.cost());
  }

  /// The report on a hunt whose end is not on file: nothing is known of it but the looks.
  Replayed brokenOff(Blind why) {
    if (head == null || latest == null) {
      throw new IllegalStateException("there is nothing to judge");
    }
    Watched watched =
        new Watched(
            latest.atSeconds(),
            head.source(),
            judge.opened(),
            judge.closed(),
            0,
            judge.looks(),
            true);
    List<Descriptor> held = descriptorsOf(latest);
    Instant at = head.begun().plus(Duration.ofMillis(Looks.millis(latest.atSeconds())));
    Inventory inventory =
        new Inventory(
            head.process(),
            at,
            head.source(),
            held.size(),
            head.limits(),
            held,
            MemoryUse.UNKNOWN,
            List.of());
    return concluded(inventory, Testimony.NONE, watched, List.of(why), new Cost(0, -1));
  }

  /// Of a descriptor that was seen in a look, only kind and place are on file.
  private static List<Descriptor> descriptorsOf(Sample sample) {
    List<Descriptor> held = new ArrayList<>(sample.sightings().size());
    for (Sighting each : sample.sightings()) {
      OpenFileKey key = each.key();
      if (each.condition() != Condition.THREAD) {
        Resource resource = new Resource.Other(each.population().kind(), each.population().place());
        held.add(
            new Descriptor(
                key.descriptor(), resource, key.device(), key.inode(), OpenFlags.UNKNOWN, -1, 0));
      }
    }
    return held;
  }

  private static Inventory inventory(Inventory bare, List<Descriptor> descriptors) {
    return new Inventory(
        bare.process(),
        bare.takenAt(),
        bare.source(),
        bare.open(),
        bare.limits(),
        descriptors,
        bare.memory(),
        bare.blind());
  }

  private Replayed concluded(
      Inventory inventory, Testimony testimony, Watched watched, List<Blind> blind, Cost cost) {
    HuntReport report = judge.report(inventory, testimony, watched, blind, cost);
    return new Replayed(report, inventory.takenAt());
  }
}

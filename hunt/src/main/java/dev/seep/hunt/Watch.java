package dev.seep.hunt;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Population;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.ThreadFacts;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import dev.seep.tracing.TraceLook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One process as it is watched in a hunt: its looks, its detector, its witness.
final class Watch {
  private final Eye eye;
  private final Timeline timeline;
  private final ProcessIdentity target;
  private final HuntRecorder recorder;
  private final long beganNanos;
  private final Judge judge = new Judge();
  private final Witness witness = new Witness();
  private final MemoryWatch memory;
  private final Set<Blind> blind = new LinkedHashSet<>();
  private Inventory latest;
  private Inventory seen;
  private long fromNanos;
  private long toNanos;
  private int looks;
  private @Nullable Blind ended;
  private @Nullable TraceLook lastTrace;
  private Map<Integer, Population> before = Map.of();

  /// @param first what the first look found; to be judged next
  /// @param fromNanos when that look began
  /// @param recorder keeps what it is judged by
  Watch(Eye eye, Timeline timeline, Inventory first, long fromNanos, HuntRecorder recorder) {
    this.eye = eye;
    this.recorder = recorder;
    recorder.begin(first.process(), first.limits(), first.source(), first.takenAt());
    this.timeline = timeline;
    this.target = first.process().identity();
    this.memory = new MemoryWatch(eye, timeline, target);
    this.beganNanos = fromNanos;
    this.latest = first;
    this.seen = first;
    this.fromNanos = fromNanos;
    this.toNanos = timeline.nanos();
  }

  int pid() {
    return target.pid();
  }

  /// Looks once, for [#judge]; false when there is nothing left to look at.
  boolean see() {
    if (ended != null) {
      return false;
    }
    fromNanos = timeline.nanos();
    switch (eye.inventory(target, Detail.SAMPLE)) {
      case Reading.Unseen<Inventory> unseen -> {
        ended = unseen.blind();
        return false;
      }
      case Reading.Seen<Inventory> inventory -> seen = inventory.value();
    }
    toNanos = timeline.nanos();
    return true;
  }

  /// Takes what was seen last.
  ///
  /// @param trace what the tracer knew right after it
  void judge(@Nullable TraceLook trace) {
    Inventory inventory = seen;
    blind.addAll(inventory.blind());
    if (trace != null) {
      witness.take(fromNanos, toNanos, trace.of(target.pid()));
      lastTrace = trace;
    }
    if (isPartial(inventory)) {
      return;
    }
    latest = inventory;
    looks++;
    List<Sighting> sightings = new ArrayList<>(Sightings.of(inventory, witness, fromNanos));
    before = trace == null ? Map.of() : Sightings.before(sightings, witness);
    long threadsAt = timeline.nanos();
    switch (eye.threads(target)) {
      case Reading.Seen<List<ThreadFacts>> threads ->
          sightings.addAll(Threads.sightings(threads.value(), witness, threadsAt));
      case Reading.Unseen<List<ThreadFacts>> unseen -> blind.add(unseen.blind());
    }
    double at = (fromNanos - beganNanos) / 1e9;
    Sample sample =
        Sightings.sample(
            at,
            inventory,
            sightings,
            witness.ended(),
            trace != null,
            memory.mappings(at),
            memory.heap(at));
    judge.add(recorder.look(sample, inventory.open()), inventory.open());
  }

  /// What the last look found of the descriptors that were open before the tracer came, by number.
  Map<Integer, Population> before() {
    return before;
  }

  /// A look that broke off half-way (out of descriptors, rights withdrawn) would pass for a mass
  /// closing: it is told, and not judged. Some difference is the target's own doing.
  private static boolean isPartial(Inventory inventory) {
    int missing = inventory.open() - inventory.descriptors().size();
    return missing > Math.max(16, inventory.open() / 5);
  }

  HuntProgress progress(double lengthSeconds) {
    return new HuntProgress(
        atSeconds(), lengthSeconds, looks, latest.open(), opened(), closed(), judge.leading());
  }

  boolean isWorthTelling() {
    Verdict gravest = judge.leading();
    return gravest != null && gravest.gravity() >= 2;
  }

  boolean isSure() {
    return judge.isSure();
  }

  double atSeconds() {
    return (timeline.nanos() - beganNanos) / 1e9;
  }

  /// Of one process alone the tracer's own count is exact; of several it is their sum.
  private int opened() {
    TraceLook trace = lastTrace;
    return trace == null || trace.processes().size() > 1
        ? judge.opened()
        : (int) Math.min(Integer.MAX_VALUE, trace.opened());
  }

  private int closed() {
    TraceLook trace = lastTrace;
    return trace == null || trace.processes().size() > 1
        ? judge.closed()
        : (int) Math.min(Integer.MAX_VALUE, trace.closed());
  }

  HuntReport report(
      Map<Integer, CallSite> sites, List<Blind> traceBlind, boolean interrupted, Cost cost) {
    Testimony testimony =
        lastTrace == null ? Testimony.NONE : witness.testimony(sites, lastTrace.atNanos());
    if (ended != null) {
      blind.add(ended);
    }
    blind.addAll(traceBlind);
    Watched watched = watched(interrupted);
    recorder.end(latest, testimony, watched, List.copyOf(blind), cost);
    blind.addAll(recorder.blind());
    return judge.report(latest, testimony, watched, List.copyOf(blind), cost);
  }

  private Watched watched(boolean interrupted) {
    TraceLook trace = lastTrace;
    int lost = trace == null ? 0 : (int) Math.min(Integer.MAX_VALUE, trace.lost());
    Tracing tracing =
        trace == null
            ? null
            : new Tracing(
                opened(),
                closed(),
                trace.lost(),
                witness.unmatched(latest),
                trace.stacks(),
                trace.brokenStacks(),
                trace.of(target.pid()).exhausted());
    return new Watched(
        atSeconds(), latest.source(), opened(), closed(), lost, looks, interrupted, tracing);
  }
}

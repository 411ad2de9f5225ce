package dev.seep.hunt;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import dev.seep.tracing.Trace;
import dev.seep.tracing.TraceLook;
import dev.seep.tracing.TraceOptions;
import dev.seep.tracing.Tracers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One target, end to end: puts a tracer on it where that is permitted, looks at it again and
/// again, lets the detector judge what it saw, and has the verdict diagnosed.
///
/// The target is only read. A target that ends while it is watched ends the hunt, and what was seen
/// until then is judged.
public final class Hunt {
  /// How often the verdict is worked out while watching: the early stop needs no more.
  private static final double JUDGE_EVERY_SECONDS = 1;

  /// For the last stacks to get their names.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Eye eye;
  private final Tracers tracers;
  private final Timeline timeline;

  public Hunt(Eye eye, Tracers tracers, Timeline timeline) {
    this.eye = eye;
    this.tracers = tracers;
    this.timeline = timeline;
  }

  /// Watches a process and says what it does not give back.
  ///
  /// @param stop asked before every look; the hunt ends with what is known once it says so
  /// @return unseen when the process could not be looked at even once
  public Reading<HuntReport> run(
      ProcessIdentity target,
      HuntOptions options,
      HuntProgress.Listener listener,
      BooleanSupplier stop) {
    Cost before = eye.cost();
    try (Tracer tracer = attach(target, options)) {
      long from = timeline.nanos();
      return switch (eye.inventory(target, Detail.SUMMARY)) {
        case Reading.Unseen<Inventory> unseen -> new Reading.Unseen<>(unseen.blind());
        case Reading.Seen<Inventory> seen -> {
          Watch watch = new Watch(eye, timeline, seen.value(), from, options.recorder());
          watch.judge(tracer.look());
          listener.began();
          Party party = new Party(eye, timeline, watch);
          tracer.know(party);
          boolean interrupted = untilDecided(party, tracer, options, listener, stop);
          tracer.settle(party);
          yield Reading.seen(report(party, tracer, options.recorder(), interrupted, before));
        }
      };
    }
  }

  /// @return whether somebody stopped it
  private boolean untilDecided(
      Party party,
      Tracer tracer,
      HuntOptions options,
      HuntProgress.Listener listener,
      BooleanSupplier stop) {
    double lengthSeconds = options.length().toNanos() / 1e9;
    Watch target = party.target();
    Pacer pacer = new Pacer(tracer.trace() != null);
    double judgedAt = 0;
    while (target.atSeconds() < lengthSeconds) {
      timeline.sleep(pacer.pauseNanos());
      if (stop.getAsBoolean()) {
        return true;
      }
      long before = timeline.nanos();
      if (!party.look(tracer::look)) {
        return false;
      }
      tracer.know(party);
      pacer.looked(timeline.nanos() - before);
      if (target.atSeconds() - judgedAt >= JUDGE_EVERY_SECONDS) {
        judgedAt = target.atSeconds();
        listener.looked(target.progress(lengthSeconds));
        if (!options.full() && party.isSure()) {
          return false;
        }
      }
    }
    return false;
  }

  private HuntReport report(
      Party party, Tracer tracer, HuntRecorder recorder, boolean interrupted, Cost before) {
    Cost now = eye.cost();
    Cost cost =
        new Cost(now.cpuSeconds() - before.cpuSeconds(), now.residentBytes()).plus(tracer.cost());
    List<HuntReport> children = new ArrayList<>();
    for (Watch child : party.children()) {
      children.add(child.report(tracer.sites(), List.of(), interrupted, cost));
    }
    List<Blind> blind = new ArrayList<>(tracer.blind());
    if (party.leftSomeOut()) {
      blind.add(
          new Blind(
              "some of the children",
              "the first " + Party.MOST_CHILDREN + " of them are watched",
              "hunt one of the others by its pid"));
    }
    if (recorder.isRecording() && !children.isEmpty()) {
      blind.add(
          new Blind(
              "the recording",
              "it holds the target alone, and not the children",
              "record one of them by its pid"));
    }
    return party.target().report(tracer.sites(), blind, interrupted, cost).withChildren(children);
  }

  private Tracer attach(ProcessIdentity target, HuntOptions options) {
    if (!options.trace()) {
      return new Tracer(null, List.of());
    }
    return switch (tracers.attach(target, new TraceOptions(options.children()))) {
      case Reading.Seen<Trace> seen -> new Tracer(seen.value(), List.of());
      case Reading.Unseen<Trace> unseen -> new Tracer(null, List.of(withoutTracer(unseen.blind())));
    };
  }

  /// What is missing without a tracer, beside why there is none.
  private static Blind withoutTracer(Blind reason) {
    String what = "the line that opened them, their last use, short lives (" + reason.what() + ")";
    return new Blind(what, reason.why(), reason.mend());
  }

  /// A trace, or why there is none.
  private record Tracer(@Nullable Trace trace, List<Blind> whyNone) implements AutoCloseable {

    @Nullable TraceLook look() {
      return trace == null ? null : trace.look();
    }

    /// Tells what the last looks found of what was open before it came.
    void know(Party party) {
      if (trace != null) {
        trace.know(party.target().pid(), party.target().before());
        party.children().forEach(child -> trace.know(child.pid(), child.before()));
      }
    }

    /// A last look once every stack has its names.
    void settle(Party party) {
      if (trace != null) {
        trace.settle(PATIENCE);
        party.look(this::look);
      }
    }

    Map<Integer, CallSite> sites() {
      return trace == null ? Map.of() : trace.sites();
    }

    List<Blind> blind() {
      List<Blind> all = new ArrayList<>(whyNone);
      if (trace != null) {
        all.addAll(trace.blind());
      }
      return all;
    }

    Cost cost() {
      return trace == null ? new Cost(0, 0) : trace.cost();
    }

    @Override
    public void close() {
      if (trace != null) {
        trace.close();
      }
    }
  }
}

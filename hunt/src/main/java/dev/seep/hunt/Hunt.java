package dev.seep.hunt;

import dev.seep.detector.Assessment;
import dev.seep.detector.HuntDetector;
import dev.seep.diagnosis.Diagnoser;
import dev.seep.diagnosis.Diagnosis;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.ThreadFacts;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One target, end to end: looks at it again and again, lets the detector judge what it saw, and
/// has the verdict diagnosed.
///
/// The target is only read. A target that ends while it is watched ends the hunt, and what was seen
/// until then is judged.
public final class Hunt {
  /// How often the verdict is worked out while watching: the early stop needs no more.
  private static final double JUDGE_EVERY_SECONDS = 1;

  private final Eye eye;
  private final Timeline timeline;

  public Hunt(Eye eye, Timeline timeline) {
    this.eye = eye;
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
    Reading<Inventory> first = eye.inventory(target, Detail.SUMMARY);
    return switch (first) {
      case Reading.Unseen<Inventory> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<Inventory> seen -> {
        Watch watch = new Watch(seen.value(), options);
        watch.untilDecided(listener, stop);
        yield Reading.seen(watch.report(before));
      }
    };
  }

  /// The state of one hunt.
  private final class Watch {
    private final ProcessIdentity target;
    private final HuntOptions options;
    private final HuntDetector detector = new HuntDetector();
    private final Pacer pacer = new Pacer();
    private final Set<Blind> blind = new LinkedHashSet<>();
    private final long beganNanos = timeline.nanos();
    private Inventory latest;
    private int looks;
    private double judgedAtSeconds;
    private boolean interrupted;
    private @Nullable Blind ended;

    Watch(Inventory first, HuntOptions options) {
      this.target = first.process().identity();
      this.options = options;
      this.latest = first;
      take(first);
    }

    void untilDecided(HuntProgress.Listener listener, BooleanSupplier stop) {
      double lengthSeconds = options.length().toNanos() / 1e9;
      while (atSeconds() < lengthSeconds) {
        timeline.sleep(pacer.pauseNanos());
        if (stop.getAsBoolean()) {
          interrupted = true;
          return;
        }
        if (!look() || decided(listener, lengthSeconds)) {
          return;
        }
      }
    }

    /// One look; false when there is nothing left to look at.
    private boolean look() {
      long before = timeline.nanos();
      switch (eye.inventory(target, Detail.SAMPLE)) {
        case Reading.Unseen<Inventory> unseen -> {
          ended = unseen.blind();
          return false;
        }
        case Reading.Seen<Inventory> seen -> take(seen.value());
      }
      pacer.looked(timeline.nanos() - before);
      return true;
    }

    private void take(Inventory inventory) {
      blind.addAll(inventory.blind());
      if (isPartial(inventory)) {
        return;
      }
      latest = inventory;
      looks++;
      List<Sighting> sightings = new ArrayList<>(Sightings.of(inventory));
      switch (eye.threads(target)) {
        case Reading.Seen<List<ThreadFacts>> threads ->
            sightings.addAll(Threads.sightings(threads.value()));
        case Reading.Unseen<List<ThreadFacts>> unseen -> blind.add(unseen.blind());
      }
      detector.add(Sightings.sample(atSeconds(), inventory, sightings));
    }

    /// A look that broke off half-way (out of descriptors, rights withdrawn) would pass for a mass
    /// closing: it is told, and not judged. Some difference is the target's own doing.
    private static boolean isPartial(Inventory inventory) {
      int missing = inventory.open() - inventory.descriptors().size();
      return missing > Math.max(16, inventory.open() / 5);
    }

    private boolean decided(HuntProgress.Listener listener, double lengthSeconds) {
      double at = atSeconds();
      if (at - judgedAtSeconds < JUDGE_EVERY_SECONDS) {
        return false;
      }
      judgedAtSeconds = at;
      List<Assessment> assessments = detector.assess();
      listener.looked(
          new HuntProgress(
              at,
              lengthSeconds,
              looks,
              latest.open(),
              detector.opened(),
              detector.closed(),
              gravest(assessments)));
      return !options.full() && detector.sure();
    }

    HuntReport report(Cost before) {
      Diagnosis diagnosis =
          Diagnoser.diagnose(detector.assess(), latest, latest.limits(), detector.seconds());
      Cost now = eye.cost();
      if (ended != null) {
        blind.add(ended);
      }
      return new HuntReport(
          latest.process(),
          latest.open(),
          latest.limits(),
          new Watched(
              atSeconds(),
              latest.source(),
              detector.opened(),
              detector.closed(),
              0,
              looks,
              interrupted),
          diagnosis.verdict(),
          diagnosis.findings(),
          List.copyOf(blind),
          new Cost(now.cpuSeconds() - before.cpuSeconds(), now.residentBytes()));
    }

    private double atSeconds() {
      return (timeline.nanos() - beganNanos) / 1e9;
    }
  }

  private static @Nullable Verdict gravest(List<Assessment> assessments) {
    Verdict gravest = null;
    for (Assessment assessment : assessments) {
      if (gravest == null || assessment.verdict().gravity() > gravest.gravity()) {
        gravest = assessment.verdict();
      }
    }
    return gravest;
  }
}

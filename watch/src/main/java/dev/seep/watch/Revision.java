package dev.seep.watch;

import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An incident with some parts exchanged.
final class Revision {
  private final Incident was;
  ProcessFacts process;
  Standing standing;
  Severity severity;
  @Nullable LeakClass leakClass;
  String what;
  String peer;
  String path;
  List<Frame> frames;
  long count;
  int open;
  long limit;
  Rate rate;
  Forecast forecast;
  double falseAlarmProbability;
  String reason;
  String advice;
  List<String> evidence;
  @Nullable Instant resolvedAt;
  String resolution;
  boolean hunted;

  Revision(Incident was) {
    this.was = was;
    process = was.process();
    standing = was.standing();
    severity = was.severity();
    leakClass = was.leakClass();
    what = was.what();
    peer = was.peer();
    path = was.path();
    frames = was.frames();
    count = was.count();
    open = was.open();
    limit = was.limit();
    rate = was.rate();
    forecast = was.forecast();
    falseAlarmProbability = was.falseAlarmProbability();
    reason = was.reason();
    advice = was.advice();
    evidence = was.evidence();
    resolvedAt = was.resolvedAt();
    resolution = was.resolution();
    hunted = was.hunted();
  }

  void process(Follower follower) {
    process = follower.process();
    open = follower.row().open();
    limit = was.resource() == ResourceKind.DESCRIPTOR ? follower.limit() : -1;
  }

  Incident at(Moment now) {
    return at(now.wall());
  }

  Incident at(Instant now) {
    return new Incident(
        was.id(),
        was.lineage(),
        process,
        standing,
        severity,
        leakClass,
        was.resource(),
        what,
        peer,
        path,
        frames,
        count,
        open,
        limit,
        rate,
        forecast,
        falseAlarmProbability,
        reason,
        advice,
        evidence,
        was.since(),
        was.openedAt(),
        now,
        resolvedAt,
        resolution,
        hunted);
  }
}

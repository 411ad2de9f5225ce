package dev.seep.watch;

import dev.seep.detector.watch.Change;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Puts what was found into an [Incident]'s words and figures.
final class Telling {
  private static final int MOST_LINES = 24;
  private static final AtomicLong IDS = new AtomicLong();

  private Telling() {}

  /// A new one of which only the detectors of days know.
  static Incident judged(Follower follower, Change change, Standing standing, Moment now) {
    String place = follower.ledger().held(change.group()).map(held -> held.place).orElse("");
    boolean path = place.startsWith("/");
    return new Incident(
        id(follower, now),
        follower.lineage,
        follower.process(),
        standing,
        severity(standing, forecast(change)),
        leakClass(follower, change.group()),
        resource(change.group()),
        what(change.group()),
        path ? "" : place,
        path ? place : "",
        List.of(),
        count(follower, change),
        follower.row().open(),
        resource(change.group()) == ResourceKind.DESCRIPTOR ? follower.limit() : -1,
        rate(change),
        forecast(change),
        change.falseAlarmProbability(),
        change.reason(),
        "",
        List.of(),
        ago(now, now.seconds() - change.since()),
        now.wall(),
        now.wall(),
        null,
        "",
        false);
  }

  /// A new one that a closer look found.
  static Incident hunted(Follower follower, HuntDigest.Item item, Standing standing, Moment now) {
    return new Incident(
        id(follower, now),
        follower.lineage,
        follower.process(),
        standing,
        severity(standing, item.forecast()),
        item.leakClass(),
        item.resource(),
        item.what(),
        item.peer(),
        item.path(),
        item.frames(),
        item.count(),
        follower.row().open(),
        item.resource() == ResourceKind.DESCRIPTOR ? follower.limit() : -1,
        item.rate(),
        item.forecast(),
        item.falseAlarmProbability(),
        item.reason(),
        item.advice(),
        item.evidence(),
        since(item, now),
        now.wall(),
        now.wall(),
        null,
        "",
        true);
  }

  /// A new one of which nothing is known but that the limit is reached.
  static Incident exhausted(Follower follower, String proof, Moment now) {
    return new Incident(
        id(follower, now),
        follower.lineage,
        follower.process(),
        Standing.EXHAUSTED,
        Severity.CRITICAL,
        null,
        ResourceKind.DESCRIPTOR,
        "descriptors",
        "",
        "",
        List.of(),
        Math.max(0, follower.row().open()),
        follower.row().open(),
        follower.limit(),
        Rate.NONE,
        new Forecast(0, 0, 0),
        Double.NaN,
        "the limit is reached: " + proof,
        "look closer: what it holds and who opens it decides between a leak and a limit too low",
        List.of(proof),
        now.wall(),
        now.wall(),
        now.wall(),
        null,
        "",
        false);
  }

  /// The same after another closer look.
  static Incident looked(Incident was, Follower follower, HuntDigest.Item item, Moment now) {
    Revision to = new Revision(was);
    to.process(follower);
    to.leakClass = item.leakClass();
    to.what = item.what();
    to.peer = item.peer().isEmpty() ? was.peer() : item.peer();
    to.path = item.path().isEmpty() ? was.path() : item.path();
    to.frames = item.frames().isEmpty() ? was.frames() : item.frames();
    to.count = item.count();
    if (item.rate().perMinute() > 0) {
      to.rate = item.rate();
      to.forecast = item.forecast();
    }
    to.falseAlarmProbability = item.falseAlarmProbability();
    to.reason = item.reason();
    to.advice = item.advice();
    to.evidence = merged(item.evidence(), was.evidence());
    to.hunted = true;
    return to.at(now);
  }

  /// The same with the figures that the detectors of days have by now.
  static Incident grown(Incident was, Follower follower, Change change, Moment now) {
    Revision to = new Revision(was);
    to.process(follower);
    to.count = Math.max(was.count(), count(follower, change));
    to.rate = rate(change);
    to.forecast = forecast(change);
    to.falseAlarmProbability = change.falseAlarmProbability();
    to.evidence = merged(List.of(change.reason()), was.evidence());
    return to.at(now);
  }

  /// The same with what can be counted now: how many are open, and how long that leaves.
  static Incident now(Incident was, Follower follower) {
    int open = follower.row().open();
    if (was.resource() != ResourceKind.DESCRIPTOR || open < 0 || open == was.open()) {
      return was;
    }
    Revision to = new Revision(was);
    to.process(follower);
    if (follower.limit() > 0 && was.rate().perMinute() > 0) {
      to.forecast = Forecast.of((double) (follower.limit() - open), was.rate());
    }
    return to.at(was.changedAt());
  }

  /// The same with the counts of now.
  static Incident counted(Incident was, Follower follower, Moment now) {
    Revision to = new Revision(was);
    to.process(follower);
    return to.at(now);
  }

  /// The same with a line of evidence.
  static Incident withEvidence(Incident was, Follower follower, String line, Moment now) {
    Revision to = new Revision(was);
    to.process(follower);
    to.evidence = merged(was.evidence(), List.of(line));
    return to.at(now);
  }

  /// The same when it is at least so grave.
  static Incident raised(Incident was, Standing standing) {
    Revision to = new Revision(was);
    to.standing = standing.compareTo(was.standing()) > 0 ? standing : was.standing();
    Severity severity = severity(to.standing, was.forecast());
    to.severity = severity.compareTo(was.severity()) > 0 ? severity : was.severity();
    return to.at(was.changedAt());
  }

  static Incident resolved(Incident was, String why, Moment now) {
    Revision to = new Revision(was);
    to.resolvedAt = now.wall();
    to.resolution = why;
    return to.at(now);
  }

  static ResourceKind resource(String group) {
    return switch (group) {
      case Follower.THREADS -> ResourceKind.THREAD;
      case Follower.MEMORY -> ResourceKind.MEMORY;
      default -> ResourceKind.DESCRIPTOR;
    };
  }

  /// Whether an incident is about this class of the detectors.
  static boolean isMeantBy(Incident incident, String group, Follower follower) {
    if (incident.leakClass() == null) {
      return true;
    }
    return incident.leakClass() == leakClass(follower, group)
        || (!incident.peer().isEmpty() && group.contains(incident.peer()))
        || (!incident.path().isEmpty() && group.contains(incident.path()));
  }

  private static LeakClass leakClass(Follower follower, String group) {
    return switch (resource(group)) {
      case THREAD -> LeakClass.THREAD;
      case MEMORY -> LeakClass.MEMORY;
      case DESCRIPTOR ->
          follower
              .ledger()
              .held(group)
              .map(held -> held.of.leakClass())
              .orElse(LeakClass.UNCLOSED_FILE);
    };
  }

  private static String what(String group) {
    return switch (resource(group)) {
      case THREAD -> "threads";
      case MEMORY -> "anonymous memory";
      case DESCRIPTOR -> "descriptors: " + group;
    };
  }

  private static long count(Follower follower, Change change) {
    return switch (resource(change.group())) {
      case THREAD -> follower.process().threads();
      case MEMORY -> Math.max(change.leaked(), follower.anonymousBytes());
      case DESCRIPTOR ->
          follower
              .ledger()
              .held(change.group())
              .map(held -> (long) held.count)
              .orElse(change.leaked());
    };
  }

  private static Rate rate(Change change) {
    return Double.isNaN(change.perMinute())
        ? Rate.NONE
        : new Rate(change.perMinute(), change.perMinuteLow(), change.perMinuteHigh());
  }

  private static Forecast forecast(Change change) {
    return new Forecast(
        change.limitInSeconds().orElse(Double.POSITIVE_INFINITY),
        change.limitInSecondsLow().orElse(Double.POSITIVE_INFINITY),
        change.limitInSecondsHigh().orElse(Double.POSITIVE_INFINITY));
  }

  private static Severity severity(Standing standing, Forecast forecast) {
    return switch (standing) {
      case HEALTHY, UNSEEN, GROWING, SUSPECT -> Severity.INFO;
      case LEAK ->
          forecast.limitInSeconds() < Incidents.SOON_SECONDS ? Severity.CRITICAL : Severity.WARNING;
      case EXHAUSTED -> Severity.CRITICAL;
    };
  }

  /// When this many had grown at this rate.
  private static Instant since(HuntDigest.Item item, Moment now) {
    double perMinute = item.rate().perMinute();
    double minutes = perMinute <= 0 ? 0 : Math.min(item.count() / perMinute, 60 * 24 * 365);
    return ago(now, 60 * minutes);
  }

  private static Instant ago(Moment now, double seconds) {
    return now.wall().minusMillis((long) (1000 * Math.max(0, seconds)));
  }

  private static List<String> merged(List<String> first, List<String> second) {
    List<String> merged = new ArrayList<>(first);
    for (String line : second) {
      if (!merged.contains(line)) {
        merged.add(line);
      }
    }
    return merged.size() <= MOST_LINES
        ? merged
        : merged.subList(merged.size() - MOST_LINES, merged.size());
  }

  /// The process's name for people, and what makes it unique.
  private static String id(Follower follower, Moment now) {
    String name = follower.lineage.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String unique =
        Long.toString(now.wall().toEpochMilli(), 36)
            + Long.toString(IDS.getAndIncrement() & 0x3ff, 36);
    return (name.isEmpty() || name.equals("-") ? "process" : name) + "-" + unique;
  }
}

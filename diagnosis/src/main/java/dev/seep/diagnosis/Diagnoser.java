package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names what the detector assessed: leak class, subject, peer or path, forecast, advice, and one
/// verdict over all.
public final class Diagnoser {
  /// A shorter look cannot call a process healthy.
  private static final double SHORTEST_WATCH_SECONDS = 25;

  private static final int RAISED_BY = 1_024;

  private Diagnoser() {}

  /// What can be said when nobody traced.
  ///
  /// @param latest the process at the end of the watch
  /// @param watchedSeconds from the first look to the last
  public static Diagnosis diagnose(
      List<Assessment> assessments,
      Inventory latest,
      DescriptorLimits limits,
      double watchedSeconds) {
    return diagnose(assessments, latest, limits, watchedSeconds, Testimony.NONE);
  }

  /// @param latest the process at the end of the watch
  /// @param watchedSeconds from the first look to the last
  /// @param testimony of the tracer, [Testimony#NONE] when there was none
  public static Diagnosis diagnose(
      List<Assessment> assessments,
      Inventory latest,
      DescriptorLimits limits,
      double watchedSeconds,
      Testimony testimony) {
    Traces traces = new Traces(testimony);
    List<Finding> findings = new ArrayList<>();
    for (Assessment assessment : assessments) {
      findings.add(finding(Dossier.of(assessment, latest, traces), limits));
    }
    boolean grows =
        findings.stream()
            .anyMatch(each ->
                each.resource() == ResourceKind.DESCRIPTOR && each.verdict().gravity() >= 2);
    Finding nearTheLimit = grows ? null : Circumstances.limitTooLow(latest.open(), limits);
    if (nearTheLimit != null) {
      findings.add(nearTheLimit);
    }
    Finding ports = Circumstances.portExhaustion(latest.descriptors());
    if (ports != null) {
      findings.add(ports);
    }
    findings.sort(
        Comparator.comparingInt((Finding each) -> -each.verdict().gravity())
            .thenComparingDouble(each -> each.forecast().limitInSeconds())
            .thenComparingLong(each -> -each.count()));
    return new Diagnosis(overall(findings, latest, limits, watchedSeconds), findings);
  }

  private static Finding finding(Dossier dossier, DescriptorLimits limits) {
    Assessment assessment = dossier.assessment();
    Origins origins = Origins.of(dossier);
    LastUses lastUses = LastUses.of(dossier);
    List<String> remarks = new ArrayList<>(origins.remarks());
    remarks.addAll(lastUses.remarks());
    LeakPattern pattern = patternOf(assessment);
    Population population = assessment.population();
    boolean isPeer = Kinds.isSocket(population);
    Rate rate = stands(assessment) ? Rate.NONE : assessment.rate();
    remarks.addAll(remarks(assessment, rate));
    return new Finding(
        assessment.verdict(),
        pattern.leakClass(),
        assessment.resource(),
        what(pattern, assessment),
        assessment.count(),
        rate,
        forecast(assessment, rate, dossier.latest().open(), limits),
        assessment.falseAlarmProbability(),
        isPeer ? population.place() : "",
        isPeer ? "" : population.place(),
        assessment.oldestSeconds(),
        assessment.ceiling(),
        origins.origin(),
        assessment.siblings(),
        lastUses.most(),
        List.of(),
        pattern.advice(assessment),
        remarks);
  }

  static LeakPattern patternOf(Assessment assessment) {
    for (LeakPattern pattern : LeakPattern.ALL) {
      if (pattern.matches(assessment)) {
        return pattern;
      }
    }
    return new EventDescriptor();
  }

  private static String what(LeakPattern pattern, Assessment assessment) {
    String what = pattern.what(assessment);
    boolean accepted =
        assessment.population().incoming() && !assessment.population().place().isEmpty();
    return accepted ? what + ", accepted on " + assessment.population().place() : what;
  }

  /// What is held and has reached its ceiling grows no more.
  private static boolean stands(Assessment assessment) {
    return assessment.evidence() == EvidenceKind.HELD
        && assessment.count() >= 0.8 * assessment.ceiling();
  }

  private static Forecast forecast(
      Assessment assessment, Rate rate, int open, DescriptorLimits limits) {
    if (assessment.resource() != ResourceKind.DESCRIPTOR
        || assessment.verdict().gravity() < 2
        || !limits.known()
        || limits.soft() == DescriptorLimits.UNLIMITED) {
      return Forecast.NEVER;
    }
    double headroom = limits.soft() - open;
    boolean bounded = assessment.ceiling() >= 0;
    if (bounded && assessment.ceiling() - assessment.count() < headroom) {
      return Forecast.NEVER;
    }
    return Forecast.of(headroom, rate);
  }

  private static List<String> remarks(Assessment assessment, Rate rate) {
    List<String> remarks = new ArrayList<>();
    if (assessment.places() > 1 && assessment.resource() == ResourceKind.DESCRIPTOR) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "spread over %,d different %s",
              assessment.places(),
              Kinds.isSocket(assessment.population()) ? "peers" : "paths"));
    }
    if (assessment.verdict().gravity() < 2 || assessment.resource() != ResourceKind.DESCRIPTOR) {
      return remarks;
    }
    if (Kinds.is(assessment, "tcp")) {
      remarks.add("not this: connections in TIME_WAIT belong to no process and hold no descriptor");
    }
    if (assessment.ceiling() >= 0) {
      remarks.add("not a leak for ever: a limit well above the ceiling is enough to live with it");
    } else if (rate.perMinute() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "not a cure: raising the limit buys %s per %,d",
              Phrases.time(RAISED_BY / rate.perMinute() * 60),
              RAISED_BY));
    }
    return remarks;
  }

  private static Verdict overall(
      List<Finding> findings, Inventory latest, DescriptorLimits limits, double watchedSeconds) {
    if (findings.stream().anyMatch(each -> each.verdict() instanceof Verdict.Leak)) {
      return new Verdict.Leak(headline(findings, 3, latest, limits));
    }
    if (findings.stream().anyMatch(each -> each.verdict() instanceof Verdict.Suspect)) {
      return new Verdict.Suspect(headline(findings, 2, latest, limits));
    }
    if (latest.descriptors().isEmpty() && latest.open() > 0) {
      return new Verdict.Unknown("its descriptors could not be read", Duration.ZERO);
    }
    if (watchedSeconds < SHORTEST_WATCH_SECONDS) {
      Duration needed = Duration.ofSeconds((long) Math.ceil(30 - Math.min(20, watchedSeconds)));
      String reason = Phrases.time(watchedSeconds) + " are too short to tell what stays";
      return new Verdict.Unknown(reason, needed);
    }
    return undecided(findings, watchedSeconds);
  }

  /// No hunt is long enough to decide on memory, so memory alone leaves no process undecided.
  private static Verdict undecided(List<Finding> findings, double watchedSeconds) {
    Duration needed = Duration.ZERO;
    String reason = "";
    for (Finding finding : findings) {
      if (finding.resource() != ResourceKind.MEMORY
          && finding.verdict() instanceof Verdict.Unknown unknown
          && unknown.needed().compareTo(needed) >= 0) {
        needed = unknown.needed();
        reason = finding.what() + ": " + unknown.reason();
      }
    }
    return reason.isEmpty()
        ? new Verdict.Healthy(
            "in " + Phrases.time(watchedSeconds) + " nothing was seen that grows and stays")
        : new Verdict.Unknown(reason, needed);
  }

  /// What leaks, and when all of it together reaches the limit.
  private static String headline(
      List<Finding> findings, int gravity, Inventory latest, DescriptorLimits limits) {
    List<Finding> grave =
        findings.stream().filter(each -> each.verdict().gravity() >= gravity).toList();
    Finding first = grave.get(0);
    String others = grave.size() == 1 ? "" : ", and " + (grave.size() - 1) + " more";
    Forecast together = together(findings, latest, limits);
    String limit =
        together.isNever() ? "" : "; limit in " + Phrases.time(together.limitInSeconds());
    return first.what() + others + limit;
  }

  private static Forecast together(
      List<Finding> findings, Inventory latest, DescriptorLimits limits) {
    double low = 0;
    double rate = 0;
    double high = 0;
    for (Finding finding : findings) {
      if (!finding.forecast().isNever()) {
        rate += finding.rate().perMinute();
        low += finding.rate().perMinuteLow();
        high += finding.rate().perMinuteHigh();
      }
    }
    return Forecast.of((double) limits.soft() - latest.open(), new Rate(rate, low, high));
  }
}

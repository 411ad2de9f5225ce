package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Names what the detector assessed: leak class, subject, peer or path, forecast, advice, and one
/// verdict over all.
public final class Diagnoser {
  /// A shorter look cannot call a process healthy.
  private static final double SHORTEST_WATCH_SECONDS = 25;

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
    return diagnose(assessments, latest, limits, watchedSeconds, testimony, List.of());
  }

  /// @param latest the process at the end of the watch
  /// @param watchedSeconds from the first look to the last
  /// @param testimony of the tracer, [Testimony#NONE] when there was none
  /// @param exhausted its calls that a limit refused while it was watched
  public static Diagnosis diagnose(
      List<Assessment> assessments,
      Inventory latest,
      DescriptorLimits limits,
      double watchedSeconds,
      Testimony testimony,
      List<Exhaustion> exhausted) {
    Traces traces = new Traces(testimony);
    List<Finding> findings = new ArrayList<>();
    for (Assessment assessment : Copies.joined(assessments, testimony)) {
      findings.add(Findings.of(Dossier.of(assessment, latest, traces), limits, traces));
    }
    boolean grows =
        findings.stream()
            .anyMatch(each ->
                each.resource() == ResourceKind.DESCRIPTOR && each.verdict().gravity() >= 2);
    Scene scene = new Scene(latest, limits, traces, grows, exhausted);
    for (Circumstance circumstance : Catalogue.CIRCUMSTANCES) {
      Finding finding = circumstance.find(scene);
      if (finding != null) {
        findings.add(finding);
      }
    }
    findings.sort(
        Comparator.comparingInt((Finding each) -> -each.verdict().gravity())
            .thenComparingDouble(each -> each.forecast().limitInSeconds())
            .thenComparingLong(each -> -each.count()));
    Verdict verdict = overall(findings, latest, limits, watchedSeconds);
    return new Diagnosis(Exhausted.remarked(verdict, exhausted, latest.open(), limits), findings);
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

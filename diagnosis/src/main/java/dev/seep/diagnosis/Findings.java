package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Resource;
import dev.seep.evidence.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Makes of one dossier what a person is told.
final class Findings {
  private static final int RAISED_BY = 1_024;

  private Findings() {}

  static Finding of(Dossier dossier, DescriptorLimits limits, Traces traces) {
    Assessment assessment = dossier.assessment();
    LeakPattern pattern = patternOf(dossier);
    Origins origins = Origins.of(dossier);
    LastUses lastUses = LastUses.of(dossier);
    boolean isPeer = Kinds.isSocket(assessment.population());
    Rate rate = stands(assessment) ? Rate.NONE : assessment.rate();
    List<String> remarks = new ArrayList<>();
    remarks.add("sign: " + pattern.sign(dossier));
    remarks.addAll(origins.remarks());
    remarks.addAll(lastUses.remarks());
    remarks.addAll(Beside.of(dossier, traces));
    remarks.addAll(remarks(dossier, rate));
    long refused = traces.failures(Errno.EMFILE);
    if (refused > 0 && assessment.verdict().gravity() >= 2) {
      remarks.add(
          "already: the kernel refused at least "
              + Phrases.count(refused, "call")
              + " with EMFILE");
    }
    List<String> against = new ArrayList<>(Doubts.common(dossier));
    against.addAll(assessment.verdict().gravity() < 2 ? List.of() : pattern.against(dossier));
    return new Finding(
        assessment.verdict(),
        pattern.leakClass(),
        assessment.resource(),
        what(pattern, dossier),
        assessment.count(),
        rate,
        forecast(assessment, rate, dossier.latest().open(), limits),
        assessment.falseAlarmProbability(),
        isPeer ? dossier.placeText() : "",
        isPeer ? "" : path(dossier),
        assessment.oldestSeconds(),
        assessment.ceiling(),
        origins.origin(),
        assessment.siblings(),
        lastUses.most(),
        List.of(),
        pattern.advice(dossier),
        remarks,
        Differences.of(dossier),
        against);
  }

  /// The pattern of their paths, with what all of them have in common as it is.
  private static String path(Dossier dossier) {
    String pattern = dossier.placeText();
    if (!pattern.contains("*")) {
      return pattern;
    }
    Set<Integer> numbers = new HashSet<>();
    dossier.assessment().examples().forEach(key -> numbers.add(key.descriptor()));
    List<String> paths = new ArrayList<>();
    for (Descriptor descriptor : dossier.latest().descriptors()) {
      String path = pathOf(descriptor.resource());
      if (!path.isEmpty()
          && (numbers.contains(descriptor.number()) || PathPattern.of(path).equals(pattern))) {
        paths.add(path);
      }
    }
    return PathPattern.narrowed(pattern, paths);
  }

  private static String pathOf(Resource resource) {
    if (resource instanceof Resource.RegularFile file) {
      return file.path();
    }
    return resource instanceof Resource.Directory directory ? directory.path() : "";
  }

  static LeakPattern patternOf(Dossier dossier) {
    return first(Catalogue.PATTERNS, dossier);
  }

  /// What they would be if nothing closed them.
  static LeakPattern unlessHeld(Dossier dossier) {
    return first(
        Catalogue.PATTERNS.stream().filter(each -> !(each instanceof HeldTooLong)).toList(),
        dossier);
  }

  private static LeakPattern first(List<LeakPattern> patterns, Dossier dossier) {
    for (LeakPattern pattern : patterns) {
      if (pattern.matches(dossier)) {
        return pattern;
      }
    }
    return new EventDescriptor();
  }

  private static String what(LeakPattern pattern, Dossier dossier) {
    String what = pattern.what(dossier);
    String place = dossier.placeText();
    boolean accepted = dossier.assessment().population().incoming() && !place.isEmpty();
    return accepted ? what + ", accepted on " + place : what;
  }

  /// What is held and has reached its ceiling grows no more, nor does what falls again and again.
  private static boolean stands(Assessment assessment) {
    return assessment.evidence() == EvidenceKind.SWEPT
        || (assessment.evidence() == EvidenceKind.HELD
            && assessment.count() >= 0.8 * assessment.ceiling());
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

  private static List<String> remarks(Dossier dossier, Rate rate) {
    Assessment assessment = dossier.assessment();
    List<String> remarks = new ArrayList<>();
    if (!dossier.together().isEmpty()) {
      remarks.add("together: each time " + dossier.together() + " in one moment");
    }
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
}

package dev.seep.score;

import dev.seep.casebook.Place;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ResourceKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One planted leak, and whether a finding says of it what is true.
record Question(Truth truth, ScoreSource source) {

  boolean isAbout(Finding finding) {
    boolean itsLine = asksForTheLine() && namesTheLine(finding);
    return ofItsResource(finding)
        && (leakClass(finding) == Mark.RIGHT || place(finding) == Mark.RIGHT || itsLine);
  }

  /// Its class and place are those of the truth, as far as the truth names them.
  boolean isExactly(Finding finding) {
    return ofItsResource(finding)
        && leakClass(finding) != Mark.WRONG
        && place(finding) != Mark.WRONG;
  }

  private boolean ofItsResource(Finding finding) {
    return finding.resource().slug().equals(truth.resource());
  }

  /// The more is right, the higher; class before place before line before verdict.
  int likeness(Finding finding) {
    return (leakClass(finding) == Mark.RIGHT ? 8 : 0)
        + (place(finding) == Mark.RIGHT ? 4 : 0)
        + (culprit(finding) == Mark.RIGHT ? 2 : 0)
        + (isGraveEnough(finding) ? 1 : 0);
  }

  private boolean isGraveEnough(Finding finding) {
    return finding.verdict().gravity() >= Grader.due(truth);
  }

  private Mark leakClass(Finding finding) {
    return asksForTheClass()
        ? Mark.of(finding.leakClass().slug().equals(truth.leakClass()))
        : Mark.NOT_ASKED;
  }

  /// Some classes only who saw the descriptor come can tell.
  private boolean asksForTheClass() {
    return source == ScoreSource.EBPF || !truth.traced();
  }

  private Mark place(Finding finding) {
    return asksForThePlace()
        ? Mark.of(
            (truth.peer().isEmpty() || finding.peer().equals(truth.peer()))
                && (truth.path().isEmpty() || finding.path().equals(truth.path())))
        : Mark.NOT_ASKED;
  }

  private boolean asksForThePlace() {
    return !truth.peer().isEmpty() || !truth.path().isEmpty();
  }

  private Mark culprit(Finding finding) {
    if (source != ScoreSource.EBPF) {
      return Mark.NOT_ASKED; // snapshots cannot know who opened what
    }
    if (!truth.unknowable().isEmpty()) {
      return namesALine(finding) ? Mark.WRONG : Mark.CANNOT_KNOW;
    }
    return asksForTheLine() ? Mark.of(namesTheLine(finding)) : Mark.NOT_ASKED;
  }

  private boolean asksForTheLine() {
    return source == ScoreSource.EBPF && !truth.openedAt().isEmpty();
  }

  private static boolean namesALine(Finding finding) {
    Origin origin = finding.origin();
    return origin != null && !origin.frames().isEmpty() && origin.frames().getFirst().line() > 0;
  }

  /// The first frame is the opener's, and where only its caller tells, the caller is above it.
  private boolean namesTheLine(Finding finding) {
    Origin origin = finding.origin();
    return origin != null
        && !origin.frames().isEmpty()
        && truth.openedAt().stream().anyMatch(place -> isAt(origin.frames().getFirst(), place))
        && (truth.caller().isEmpty()
            || truth.caller().stream()
                .anyMatch(place -> origin.frames().stream().anyMatch(f -> isAt(f, place))));
  }

  private static boolean isAt(Frame frame, Place place) {
    String function = frame.function();
    return frame.line() == place.line()
        && Path.of(frame.file()).endsWith(Path.of(place.file()).getFileName())
        && (function.equals(place.function())
            || function.endsWith("::" + place.function())
            || function.endsWith("." + place.function()));
  }

  /// @param first no other leak was found by this finding
  LeakGrade grade(Finding finding, boolean first) {
    List<String> misses = new ArrayList<>();
    String leak = Said.inShort(truth);
    if (!isGraveEnough(finding)) {
      misses.add(
          leak + ": " + finding.verdict().slug() + " where it is a " + truth.verdictAtLeast());
    }
    if (leakClass(finding) == Mark.WRONG) {
      misses.add(leak + ": taken for " + finding.leakClass().slug());
    }
    if (place(finding) == Mark.WRONG) {
      misses.add(leak + ": said to be at " + Said.place(finding.peer(), finding.path()));
    }
    if (culprit(finding) == Mark.WRONG) {
      misses.add(leak + ": opened by " + Said.opener(truth) + ", not by " + Said.opener(finding));
    }
    boolean counted = finding.resource() != ResourceKind.MEMORY;
    return new LeakGrade(
        truth,
        isGraveEnough(finding),
        leakClass(finding),
        place(finding),
        culprit(finding),
        counted ? (first ? finding.count() : 0) : -1,
        finding.rate().perMinute(),
        misses);
  }

  /// No finding speaks of it.
  LeakGrade missed(HuntReport report) {
    return unfound(
        List.of(
            Said.inShort(truth)
                + ": not found; the hunt said "
                + report.verdict().slug()
                + ", "
                + report.verdict().reason()));
  }

  /// There is no report to find it in, which is told once and for all leaks.
  LeakGrade unseen() {
    return unfound(List.of());
  }

  private LeakGrade unfound(List<String> misses) {
    return new LeakGrade(
        truth,
        false,
        asksForTheClass() ? Mark.WRONG : Mark.NOT_ASKED,
        asksForThePlace() ? Mark.WRONG : Mark.NOT_ASKED,
        asksForTheLine() ? Mark.WRONG : Mark.NOT_ASKED,
        -1,
        0,
        misses);
  }
}

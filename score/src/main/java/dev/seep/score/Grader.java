package dev.seep.score;

import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.HuntReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Holds a hunt's report against the truth. Pure: the same report and truth give the same grade.
///
/// A finding speaks of a planted leak when it is of the same resource, says at least `suspect`, and
/// has its class, its peer and path, or its line right. Of several, the one that has most of them
/// right is taken. A leak is detected when that finding says at least what the truth asks for. Two
/// leaks may be detected by one finding, as snapshots cannot tell them apart; the line then names
/// one of them at most.
public final class Grader {
  private static final int SUSPECT = 2;
  private static final int LEAK = 3;

  private Grader() {}

  /// Of a process that leaks.
  ///
  /// @param truths its planted leaks, with peers and paths of this very run
  public static Grade leaking(HuntReport report, List<Truth> truths, ScoreSource source) {
    List<Finding> accusing = accusing(report);
    List<LeakGrade> leaks = new ArrayList<>();
    Set<Finding> meant = new HashSet<>();
    for (Truth truth : truths) {
      Question question = new Question(truth, source);
      Optional<Finding> best =
          accusing.stream()
              .filter(question::isAbout)
              .max(Comparator.comparingInt(question::likeness));
      leaks.add(
          best.map(finding -> question.grade(finding, meant.add(finding)))
              .orElseGet(() -> question.missed(report)));
    }
    List<String> extra =
        accusing.stream()
            .filter(finding -> !meant.contains(finding))
            .filter(finding ->
                truths.stream().noneMatch(t -> new Question(t, source).isExactly(finding)))
            .map(Said::inShort)
            .toList();
    return new Grade(report.verdict().slug(), leaks, accusing.size(), extra, "");
  }

  /// Of a process that leaks nothing: it may be called healthy, or unknown, and no more.
  public static Grade healthy(HuntReport report) {
    List<String> accused = new ArrayList<>(accusing(report).stream().map(Said::inShort).toList());
    if (accused.isEmpty() && report.verdict().gravity() >= SUSPECT) {
      accused.add(report.verdict().slug() + ": " + report.verdict().reason());
    }
    return new Grade(report.verdict().slug(), List.of(), accused.size(), accused, "");
  }

  /// Of a hunt that gave no report: what was planted was not detected.
  public static Grade failed(String why, List<Truth> truths, ScoreSource source) {
    List<LeakGrade> leaks = truths.stream().map(t -> new Question(t, source).unseen()).toList();
    return new Grade("none", leaks, 0, List.of(), why);
  }

  /// The gravity that a hunt on these leaks must reach (as [dev.seep.evidence.Verdict#gravity]).
  public static int due(List<Truth> truths) {
    return truths.stream().mapToInt(Grader::due).max().orElse(SUSPECT);
  }

  static int due(Truth truth) {
    return truth.verdictAtLeast().equals("leak") ? LEAK : SUSPECT;
  }

  /// Of the process and the children that were followed.
  private static List<Finding> accusing(HuntReport report) {
    List<Finding> all = new ArrayList<>(report.findings());
    report.children().forEach(child -> all.addAll(child.findings()));
    return all.stream().filter(finding -> finding.verdict().gravity() >= SUSPECT).toList();
  }
}

package dev.seep.cli.render;

import dev.seep.evidence.Finding;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `seep hunt`: the verdict, and all that it rests on.
public final class HuntScreen {
  private final Canvas canvas;
  private final HuntReport report;
  private final FindingScreen findings;
  private final int margin;

  private HuntScreen(Canvas canvas, HuntReport report) {
    this.canvas = canvas;
    this.report = report;
    this.margin = widest(report) + 2;
    this.findings = new FindingScreen(canvas, margin);
  }

  private static int widest(HuntReport report) {
    int widest = VerdictWords.word(report.verdict()).length();
    for (Finding finding : report.findings()) {
      widest = Math.max(widest, VerdictWords.word(finding.verdict()).length());
    }
    return widest;
  }

  public static void draw(Canvas canvas, HuntReport report, Instant now) {
    HuntScreen screen = new HuntScreen(canvas, report);
    screen.drawHead(now);
    screen.drawFindings();
    screen.drawVerdict();
    screen.drawChildren(now);
    if (!report.blind().isEmpty()) {
      canvas.line();
      BlindLines.draw(canvas, report.blind());
    }
  }

  private void drawHead(Instant now) {
    Header.begin(canvas, report.process(), now).dot();
    canvas.line(Header.used(report.open(), report.limits()));
    canvas.wrapped(2, WatchedWords.line(report.watched()));
    for (String reservation : WatchedWords.reservations(report.watched())) {
      int colon = reservation.indexOf(':');
      canvas.put(Style.YELLOW, reservation.substring(0, colon)).put(": ");
      canvas.wrapped(colon + 2, reservation.substring(colon + 2));
    }
  }

  private void drawFindings() {
    for (Finding finding : report.findings()) {
      canvas.line();
      findings.draw(finding, needed(finding.verdict()));
    }
  }

  private String needed(Verdict verdict) {
    return VerdictWords.needed(verdict, report.process().pid(), report.watched().seconds());
  }

  /// The verdict over all, unless the first finding has just said the same.
  private void drawVerdict() {
    Verdict verdict = report.verdict();
    if (!report.findings().isEmpty()
        && report.findings().getFirst().verdict().slug().equals(verdict.slug())) {
      return;
    }
    String word = VerdictWords.word(verdict);
    canvas.line().put(VerdictWords.style(verdict), word).spaces(margin - word.length());
    canvas.wrapped(margin, canvas.name(verdict.reason()));
    findings.label("needed", needed(verdict));
  }

  /// A section for each child of which there is something to tell; the others are counted.
  private void drawChildren(Instant now) {
    List<HuntReport> told = new ArrayList<>();
    for (HuntReport child : report.children()) {
      if (isWorthTelling(child)) {
        told.add(child);
      }
    }
    for (HuntReport child : told) {
      canvas.line().put("child ");
      HuntScreen screen = new HuntScreen(canvas, child);
      screen.drawHead(now);
      screen.drawFindings();
      screen.drawVerdict();
    }
    int others = report.children().size() - told.size();
    if (others > 0) {
      canvas.line();
      String more = told.isEmpty() ? "" : "other ";
      canvas.line(
          PsScreen.plural(others, more + "child", more + "children")
              + " followed, nothing found there");
    }
  }

  /// Whether there is more to say of a child than that it is in order.
  public static boolean isWorthTelling(HuntReport child) {
    return child.findings().stream().anyMatch(finding -> finding.verdict().gravity() > 0);
  }
}

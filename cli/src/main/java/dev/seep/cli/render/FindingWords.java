package dev.seep.cli.render;

import dev.seep.evidence.Difference;
import dev.seep.evidence.Finding;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import java.util.ArrayList;
import java.util.List;

/// The sentences about a finding, the same on the screen and in the report. Names in them are raw:
/// they are made harmless where they are drawn.
public final class FindingWords {
  private static final int LABEL = 12;

  /// So much longer than the median of the closed ones is far beyond them.
  private static final double FAR = 10;

  private final Glyphs glyphs;

  public FindingWords(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /// A label and what stands behind it.
  public record Line(String label, String text) {}

  /// `791 of them · never-connected-socket · oldest 1h02m`.
  public String particulars(Finding finding) {
    StringBuilder text = new StringBuilder(96);
    boolean bytes = finding.resource() == ResourceKind.MEMORY;
    text.append(Outlook.amount(finding, finding.count())).append(bytes ? " held" : " of them");
    text.append(glyphs.dot()).append(finding.leakClass().slug());
    if (!finding.peer().isEmpty()) {
      text.append(glyphs.dot()).append("towards ").append(finding.peer());
    }
    if (!finding.path().isEmpty()) {
      text.append(glyphs.dot()).append(finding.path());
    }
    if (!Double.isNaN(finding.oldestSeconds())) {
      text.append(glyphs.dot()).append("oldest ").append(Figures.span(finding.oldestSeconds()));
    }
    return text.toString();
  }

  /// What a finding that is in order is told by.
  public String inOrder(Finding finding) {
    String count = finding.count() > 0 ? ": " + Outlook.amount(finding, finding.count()) : "";
    return finding.what() + count + ", " + finding.verdict().reason();
  }

  /// `opened by` or `leaked by`; of threads `started by`.
  public static String claim(Finding finding, Origin origin) {
    if (finding.resource() == ResourceKind.THREAD) {
      return "started by";
    }
    return switch (origin.claim()) {
      case OPENED_HERE -> "opened by";
      case LEAKED_HERE -> "leaked by";
    };
  }

  /// How far the frames of an origin can be taken for the whole; empty when they can.
  public static List<String> reservations(Origin origin) {
    List<String> all = new ArrayList<>();
    if (!origin.whole()) {
      all.add("stack cut short");
    }
    if (origin.share() < 0.995) {
      all.add(Figures.percent(origin.share()) + " of them");
    }
    if (origin.inferred() > 0) {
      all.add(
          Figures.grouped(origin.inferred())
              + " of them inferred: opened before the watch, and alike");
    }
    return all;
  }

  /// All that is told behind a label, in its order; the frames stand before it.
  ///
  /// @param needed how much longer to look; empty for not at all
  public List<Line> lines(Finding finding, String needed) {
    List<Line> lines = new ArrayList<>();
    add(lines, "siblings", siblings(finding));
    for (Difference difference : finding.differences()) {
      add(lines, "differ", difference(difference));
    }
    LastUse use = finding.lastUse();
    if (use != null) {
      add(lines, "last use", lastUse(use));
    }
    for (var step : finding.heldBy()) {
      add(lines, "held by", step.type() + "." + step.field() + " (" + step.root() + ")");
    }
    String chance = Figures.probability(finding.falseAlarmProbability());
    String reason = finding.verdict().reason();
    add(lines, "why", chance.isEmpty() ? reason : reason + " (chance alone: " + chance + ")");
    for (String against : finding.against()) {
      add(lines, "against", against);
    }
    add(lines, "needed", needed);
    add(lines, "so", finding.advice());
    for (String remark : finding.remarks()) {
      lines.add(remark(remark));
    }
    return lines;
  }

  private static void add(List<Line> lines, String label, String text) {
    if (!text.isEmpty()) {
      lines.add(new Line(label, text));
    }
  }

  private static Line remark(String remark) {
    int colon = remark.indexOf(": ");
    return colon > 0 && colon < LABEL
        ? new Line(remark.substring(0, colon), remark.substring(colon + 2))
        : new Line("note", remark);
  }

  /// `402 opened here: 284 closed (median 0.4s), 118 alive far beyond them`. Without a tracer they
  /// are those alike, and lower bounds.
  public String siblings(Finding finding) {
    Siblings siblings = finding.siblings();
    if (siblings.opened() <= 0 && siblings.closed() <= 0) {
      return "";
    }
    double median = siblings.medianLifeSeconds();
    if (finding.origin() == null) {
      String life = Double.isNaN(median) ? "" : " (median life " + Figures.span(median) + ")";
      return Figures.grouped(siblings.opened())
          + " seen to open, "
          + Figures.grouped(siblings.closed())
          + " to close"
          + life;
    }
    StringBuilder text = new StringBuilder(80);
    boolean threads = finding.resource() == ResourceKind.THREAD;
    text.append(Figures.grouped(siblings.opened()));
    text.append(threads ? " started here: " : " opened here: ");
    text.append(siblings.closed() == 0 ? "none" : Figures.grouped(siblings.closed()));
    text.append(threads ? " ended" : " closed");
    if (!Double.isNaN(median)) {
      text.append(" (median ").append(Figures.span(median)).append(')');
    }
    int alive = siblings.opened() - siblings.closed();
    if (alive > 0) {
      text.append(", ").append(Figures.grouped(alive)).append(" alive");
      text.append(finding.oldestSeconds() > FAR * median ? " far beyond them" : "");
    }
    return text.toString();
  }

  /// `last use was connect → EINPROGRESS: 100% of them, 0% of the closed`.
  public String difference(Difference difference) {
    return difference.what()
        + ": "
        + Figures.percent(difference.amongSurvivors())
        + " of them, "
        + Figures.percent(difference.amongClosed())
        + " of the closed";
  }

  private String lastUse(LastUse use) {
    String call = use.result().isEmpty() ? use.call() : use.call() + " " + glyphs.arrow() + " ";
    return call + use.result() + ", " + Figures.span(use.secondsAgo()) + " ago";
  }
}

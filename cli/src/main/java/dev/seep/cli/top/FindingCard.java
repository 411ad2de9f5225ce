package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Places;
import dev.seep.cli.render.Style;
import dev.seep.evidence.Frame;
import java.util.List;
import java.util.Locale;

/// What is said about a process, in a few lines.
final class FindingCard {
  private static final int LABEL = 11;
  private static final int FRAMES_SHOWN = 6;

  private final Canvas canvas;

  FindingCard(Canvas canvas) {
    this.canvas = canvas;
  }

  void draw(TopFinding finding) {
    boolean grave = !finding.standing().equals("suspect");
    canvas.put(grave ? Style.ALARM : Style.YELLOW, finding.standing().toUpperCase(Locale.ROOT));
    canvas.put("  ").put(Style.BOLD, canvas.name(finding.what())).line();
    label("now", figures(finding));
    label("place", place(finding));
    drawFrames(finding.frames());
    label("why", canvas.name(finding.reason()));
    for (String line : finding.evidence()) {
      label("", canvas.name(line));
    }
    label("so", canvas.name(finding.advice()));
  }

  private String figures(TopFinding finding) {
    StringBuilder text = new StringBuilder();
    if (finding.count() >= 0) {
      text.append(amount(finding, finding.count())).append(finding.bytes() ? "" : " of them");
    }
    double rate = finding.rate().perMinute();
    if (rate != 0) {
      text.append(text.isEmpty() ? "" : canvas.glyphs().dot()).append(rate > 0 ? "+" : "");
      text.append(finding.bytes() ? Figures.bytes(Math.round(rate)) : Figures.fitting(rate));
      text.append(" a minute");
    }
    double left = finding.forecast().limitInSeconds();
    if (Double.isFinite(left)) {
      text.append(canvas.glyphs().dot()).append("limit in ").append(Figures.span(left));
    }
    return text.toString();
  }

  private static String amount(TopFinding finding, long count) {
    return finding.bytes() ? Figures.bytes(count) : Figures.grouped(count);
  }

  private String place(TopFinding finding) {
    String towards = finding.peer().isEmpty() ? "" : "towards " + canvas.name(finding.peer());
    return towards + (finding.path().isEmpty() ? "" : canvas.name(finding.path()));
  }

  private void drawFrames(List<Frame> frames) {
    String label = "opened by";
    List<Frame> readable = Places.withoutAddresses(frames);
    for (Frame frame : readable.subList(0, Math.min(FRAMES_SHOWN, readable.size()))) {
      String place = canvas.name(Places.shortPlace(frame));
      label(label, canvas.name(Places.function(frame)) + (place.isEmpty() ? "" : "  " + place));
      label = "";
    }
  }

  private void label(String label, String text) {
    if (!text.isEmpty()) {
      canvas.put("  ").put(Style.DIM, label).spaces(LABEL - label.length());
      canvas.wrapped(LABEL + 2, text);
    }
  }
}

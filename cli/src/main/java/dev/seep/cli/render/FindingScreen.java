package dev.seep.cli.render;

import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One finding: what, how fast and until when, and the evidence, each kind behind its label.
final class FindingScreen {
  private static final int LABEL = 12;
  private static final int FRAMES_SHOWN = 8;
  private static final int GAP = 2;
  private static final int SHORTEST_NAME = 16;

  private final Canvas canvas;
  private final FindingWords words;
  private final Outlook outlook;
  private final int margin;

  /// @param margin where the text behind the verdicts begins
  FindingScreen(Canvas canvas, int margin) {
    this.canvas = canvas;
    this.words = new FindingWords(canvas.glyphs());
    this.outlook = new Outlook(canvas.glyphs());
    this.margin = margin;
  }

  /// @param needed how much longer to look; empty for not at all
  void draw(Finding finding, String needed) {
    String word = VerdictWords.word(finding.verdict());
    canvas.put(VerdictWords.style(finding.verdict()), word).spaces(margin - word.length());
    if (finding.verdict().gravity() == 0) {
      canvas.wrapped(margin, canvas.name(words.inOrder(finding)));
      return;
    }
    drawFirstLine(finding);
    canvas.spaces(margin).wrapped(margin, canvas.name(words.particulars(finding)));
    drawOrigin(finding, finding.origin());
    for (FindingWords.Line line : words.lines(finding, needed)) {
      label(line.label(), line.text());
    }
  }

  /// `sockets that were never connected +13.2 a minute (12.1–14.4) limit in 16 min (12–21)`, in two
  /// lines where one is too short.
  private void drawFirstLine(Finding finding) {
    String what = canvas.name(finding.what());
    String pace = outlook.pace(finding);
    String end = outlook.end(finding);
    canvas.put(Style.BOLD, what);
    int used = margin + DisplayWidth.of(what) + 3 + DisplayWidth.of(pace + end) + 3;
    if (used > canvas.width()) {
      canvas.line().spaces(margin);
    } else {
      canvas.spaces(3);
    }
    canvas.put(pace);
    if (!end.isEmpty()) {
      canvas.spaces(3).put(VerdictWords.style(finding.verdict()), end);
    }
    canvas.line();
  }

  private void drawOrigin(Finding finding, @Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    List<Frame> frames = Places.withoutAddresses(origin.frames());
    drawFrames(
        FindingWords.claim(finding, origin),
        frames.subList(0, Math.min(FRAMES_SHOWN, frames.size())));
    int hidden = frames.size() - FRAMES_SHOWN;
    if (hidden > 0) {
      canvas.spaces(margin + LABEL).line("(" + hidden + " more outside these)");
    }
    String reservations = String.join("; ", FindingWords.reservations(origin));
    if (!reservations.isEmpty()) {
      canvas.spaces(margin + LABEL).wrapped(margin + LABEL, "(" + reservations + ")");
    }
  }

  /// Functions in one column and places in the next. Where both do not fit, a name loses what says
  /// least, and a place that is too long for that gets a line of its own.
  private void drawFrames(String label, List<Frame> frames) {
    int widest = 0;
    int widestPlace = 0;
    for (Frame frame : frames) {
      widest = Math.max(widest, DisplayWidth.of(function(frame)));
      widestPlace = Math.max(widestPlace, DisplayWidth.of(place(frame)));
    }
    int room = Math.max(SHORTEST_NAME, canvas.width() - margin - LABEL);
    int column = Math.min(widest, Math.max(room / 5 * 3, room - GAP - widestPlace));
    String first = label;
    for (Frame frame : frames) {
      canvas.spaces(margin).put(Style.DIM, first).spaces(LABEL - first.length());
      drawFrame(frame, column, room);
      first = "";
    }
  }

  private void drawFrame(Frame frame, int column, int room) {
    String place = place(frame);
    String ellipsis = canvas.glyphs().ellipsis();
    boolean beside = column + GAP + DisplayWidth.of(place) <= room;
    String name = Places.fitting(function(frame), beside ? column : room, ellipsis);
    canvas.put(name);
    if (place.isEmpty()) {
      canvas.line();
    } else if (beside) {
      canvas.spaces(column - DisplayWidth.of(name) + GAP).line(place);
    } else {
      canvas.line().spaces(margin + LABEL + GAP).line(place);
    }
  }

  private String function(Frame frame) {
    return canvas.name(Places.function(frame));
  }

  private String place(Frame frame) {
    return canvas.name(Places.shortPlace(frame));
  }

  void label(String label, String text) {
    if (!text.isEmpty()) {
      canvas.spaces(margin).put(Style.DIM, label).spaces(LABEL - label.length());
      canvas.wrapped(margin + LABEL, canvas.name(text));
    }
  }
}

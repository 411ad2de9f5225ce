package dev.seep.cli.history;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Plot;
import dev.seep.cli.render.Style;
import dev.seep.store.Mark;
import dev.seep.store.Track.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The graph of one track: values on the left, time below, the limit as a line, gaps as gaps, and a
/// letter under the axis for what happened.
final class HistoryGraph {
  static final int AXIS = 10;

  private final Canvas canvas;
  private final Chronicle chronicle;
  private final Course course;
  private final Moments moments;
  private final int width;
  private final int height;

  /// @param width, height of the graph without its labels
  HistoryGraph(
      Canvas canvas, Chronicle chronicle, Course course, Moments moments, int width, int height) {
    this.canvas = canvas;
    this.chronicle = chronicle;
    this.course = course;
    this.moments = moments;
    this.width = width;
    this.height = height;
  }

  void draw() {
    long limit = chronicle.lastLimit().orElse(0L);
    Scale scale = Scale.of(course.low(), course.high(), limit);
    Plot plot = new Plot(canvas.glyphs(), width, height);
    drawTrack(plot, scale);
    boolean limited = limit > 0 && scale.holds(limit);
    int limitRow =
        limited ? height - 1 - scale.dot(limit, plot.dotRows()) * height / plot.dotRows() : -1;
    for (int row = 0; row < height; row++) {
      drawRow(plot, scale, row, row == limitRow);
    }
    drawTimes();
    drawMarks();
  }

  private void drawTrack(Plot plot, Scale scale) {
    List<Step> steps = chronicle.track().steps();
    Instant from = chronicle.track().from();
    double millis = Math.max(1, Duration.between(from, chronicle.track().to()).toMillis());
    int columns = plot.dotColumns();
    int before = -1;
    int xBefore = -1;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.isGap()) {
        before = -1;
        continue;
      }
      int x = column(Duration.between(from, step.at()).toMillis() / millis, columns);
      int low = scale.dot(step.low(), plot.dotRows());
      int high = scale.dot(step.high(), plot.dotRows());
      plot.column(
          x, before < 0 ? low : Math.min(low, before), before < 0 ? high : Math.max(high, before));
      // A step that is wider than a dot goes on until the next.
      for (int between = xBefore + 1; before >= 0 && between < x; between++) {
        plot.dot(between, before);
      }
      before = scale.dot(step.last(), plot.dotRows());
      xBefore = x;
    }
  }

  private static int column(double share, int columns) {
    return Math.clamp((long) (share * columns), 0, columns - 1);
  }

  private void drawRow(Plot plot, Scale scale, int row, boolean limit) {
    boolean labelled = row == 0 || row == height - 1 || row == height / 2;
    double share = (double) (height - 1 - row) / Math.max(1, height - 1);
    String label = labelled ? amount(scale.at(share)) : "";
    boolean unicode = canvas.glyphs().unicode();
    canvas.spaces(AXIS - 2 - DisplayWidth.of(label)).put(Style.DIM, label);
    canvas.put(Style.DIM, unicode ? (labelled ? " ┤" : " │") : labelled ? " +" : " |");
    String line = plot.line(row, limit ? (unicode ? '┄' : '-') : ' ');
    canvas.put(limit ? Style.YELLOW : Style.CYAN, limit ? line : line.stripTrailing());
    canvas.put(limit ? " limit" : "").line();
  }

  private String amount(long value) {
    return chronicle.isBytes() ? Figures.shortBytes(value) : Figures.grouped(value);
  }

  private void drawTimes() {
    boolean unicode = canvas.glyphs().unicode();
    canvas
        .spaces(AXIS - 1)
        .put(Style.DIM, (unicode ? "└" : "+") + (unicode ? "─" : "-").repeat(width));
    canvas.line();
    Instant from = chronicle.track().from();
    Duration span = Duration.between(from, chronicle.track().to());
    String start = moments.shown(from, span);
    String middle = moments.shown(from.plus(span.dividedBy(2)), span);
    String end = moments.shown(chronicle.track().to(), span);
    int room = width - start.length() - end.length();
    boolean three = room > middle.length() + 4;
    int before = three ? width / 2 - middle.length() / 2 - start.length() : Math.max(1, room);
    canvas.spaces(AXIS).put(Style.DIM, start).spaces(before);
    if (three) {
      canvas.put(Style.DIM, middle).spaces(room - before - middle.length());
    }
    canvas.put(Style.DIM, end).line();
  }

  private void drawMarks() {
    if (chronicle.marks().isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder(width);
    line.repeat(' ', width);
    Instant from = chronicle.track().from();
    double millis = Math.max(1, Duration.between(from, chronicle.track().to()).toMillis());
    for (Mark mark : chronicle.marks()) {
      int x = column(Duration.between(from, mark.at()).toMillis() / millis, width);
      line.setCharAt(x, MarkSign.of(mark.kind()).letter());
    }
    canvas.spaces(AXIS).put(Style.YELLOW, line.toString().stripTrailing()).line();
  }
}

package dev.seep.cli.history;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Sparkline;
import dev.seep.cli.render.Style;
import dev.seep.cli.render.Table;
import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.store.Mark;
import dev.seep.store.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `seep history`: the graph of one owner, what happened, which classes grew, and all of it in one
/// line of words.
///
/// @param width columns that the graphs may take
public record HistoryScreen(Canvas canvas, Moments moments, int width) {
  private static final int MARKS_TOLD = 8;
  private static final int CLASSES_TOLD = 8;
  private static final int SPARK = 16;
  private static final int HEIGHT = 10;
  private static final int HEIGHT_OF_MANY = 5;

  /// How many columns of time a graph has, in steps of a track.
  public static int steps(int width) {
    return Math.max(20, 2 * (width - HistoryGraph.AXIS - 7));
  }

  /// @param many others are drawn, too: be short
  /// @param allClasses tell every class, not only those that grew most
  public void draw(Chronicle chronicle, boolean many, boolean allClasses) {
    canvas.put(Style.BOLD, canvas.name(chronicle.owner())).dot();
    canvas.line(words(chronicle.track().key().metric()));
    Course course = Course.of(chronicle.track());
    if (course == null) {
      canvas.line("nothing was recorded in this span");
      return;
    }
    int graph = Math.max(10, width - HistoryGraph.AXIS - 7);
    int height = many ? HEIGHT_OF_MANY : HEIGHT;
    new HistoryGraph(canvas, chronicle, course, moments, graph, height).draw();
    drawMarks(chronicle);
    drawClasses(chronicle.classes(), allClasses ? Integer.MAX_VALUE : many ? 0 : CLASSES_TOLD);
    canvas.line().wrapped(0, HistoryWords.of(canvas, chronicle, course, moments));
  }

  private static String words(String metric) {
    return switch (metric) {
      case "open" -> "open descriptors";
      case "resident_bytes" -> "resident memory";
      case "anonymous_bytes" -> "anonymous memory";
      default -> metric.replace('_', ' ');
    };
  }

  private void drawMarks(Chronicle chronicle) {
    List<Mark> marks = chronicle.marks();
    Duration span = Duration.between(chronicle.track().from(), chronicle.track().to());
    int hidden = Math.max(0, marks.size() - MARKS_TOLD);
    if (hidden > 0) {
      canvas.spaces(HistoryGraph.AXIS).put(Style.DIM, "(" + hidden + " earlier ones not told)");
      canvas.line();
    }
    for (Mark mark : marks.subList(hidden, marks.size())) {
      canvas.spaces(HistoryGraph.AXIS);
      canvas.put(Style.YELLOW, Character.toString(MarkSign.of(mark.kind()).letter())).put(" ");
      String when = moments.shown(mark.at(), span) + "  ";
      String text = canvas.name(mark.kind() + (mark.text().isEmpty() ? "" : ": " + mark.text()));
      canvas.put(when).wrapped(HistoryGraph.AXIS + 2 + when.length(), text);
    }
  }

  private void drawClasses(List<Track> classes, int most) {
    if (classes.isEmpty() || most == 0) {
      return;
    }
    Table table =
        new Table(
            List.of(
                Column.right("NOW"),
                Column.right("CHANGE"),
                Column.left("TREND").sparable(1),
                Column.left("CLASS")));
    int told = 0;
    for (Track each : classes) {
      Course course = Course.of(each);
      if (course == null || told++ >= most) {
        continue;
      }
      String sign = course.growth() > 0 ? "+" : "";
      table.row(
          Cell.of(Figures.grouped(course.last())),
          new Cell(
              sign + Figures.grouped(course.growth()),
              course.growth() > 0 ? Style.YELLOW : Style.PLAIN),
          Cell.of(Sparkline.of(canvas.glyphs(), counts(each), SPARK)),
          Cell.of(canvas.name(each.key().label())));
    }
    canvas.line();
    table.drawOn(canvas, 0);
    if (told > most) {
      canvas.put(Style.DIM, "and " + (told - most) + " more: --metric class").line();
    }
  }

  private static List<Integer> counts(Track track) {
    List<Integer> counts = new ArrayList<>();
    for (Track.Step step : track.steps()) {
      counts.add(step.isGap() ? -1 : (int) Math.min(Integer.MAX_VALUE, step.last()));
    }
    return counts;
  }

  /// What the history knows, one line an owner: of each its track of open descriptors.
  public void drawList(List<Track> tracks) {
    Table table =
        new Table(
            List.of(
                Column.right("LAST"),
                Column.right("HIGHEST"),
                Column.right("CHANGE"),
                Column.left("TREND").sparable(1),
                Column.left("FROM").sparable(3),
                Column.left("TO").sparable(2),
                Column.left("OWNER")));
    for (Track track : tracks) {
      Course course = Course.of(track);
      if (course == null) {
        continue;
      }
      Duration span = Duration.between(track.from(), track.to());
      table.row(
          Cell.of(Figures.grouped(course.last())),
          Cell.of(Figures.grouped(course.high())),
          Cell.of((course.growth() > 0 ? "+" : "") + Figures.grouped(course.growth())),
          Cell.of(Sparkline.of(canvas.glyphs(), counts(track), SPARK)),
          Cell.of(moments.shown(course.firstAt(), span)),
          Cell.of(moments.shown(course.lastAt(), span)),
          Cell.of(canvas.name(track.key().owner())));
    }
    table.drawOn(canvas, 0);
  }
}

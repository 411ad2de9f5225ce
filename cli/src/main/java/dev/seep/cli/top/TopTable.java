package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.PsScreen;
import dev.seep.cli.render.Sparkline;
import dev.seep.cli.render.Style;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of `seep top`. Columns keep their widths from frame to frame, so that figures move and
/// nothing else; where the window is narrow those that can be spared go first.
final class TopTable {
  private static final int NAME_LEAST = 14;

  /// A column, and what it shows of a row.
  ///
  /// @param width 0 for what is left of the line
  /// @param spare the order in which columns are given up, smallest first; 0 for never
  /// @param key the order that goes by it, null for none
  private record Column(
      String heading, int width, boolean right, int spare, @Nullable SortKey key, Field field) {}

  private record Cell(String text, Style style) {
    static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  @FunctionalInterface
  private interface Field {
    Cell of(Canvas canvas, WatchedProcess row, int width);
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column(
              "PID",
              7,
              true,
              0,
              SortKey.PID,
              (_, row, _) -> Cell.of(Integer.toString(row.process().pid()))),
          new Column(
              "USER",
              9,
              false,
              3,
              SortKey.USER,
              (canvas, row, _) -> Cell.of(canvas.name(row.user()))),
          new Column("OPEN", 7, true, 0, SortKey.OPEN, (_, row, _) -> open(row)),
          new Column("LIMIT", 8, true, 8, null, (canvas, row, _) -> limit(canvas, row)),
          new Column("USED", 10, false, 5, SortKey.LIMIT, TopTable::used),
          new Column(
              "TREND",
              12,
              false,
              7,
              null,
              (canvas, row, width) -> Cell.of(Sparkline.of(canvas.glyphs(), row.recent(), width))),
          new Column("/MIN", 8, true, 9, SortKey.RATE, (_, row, _) -> rate(row.perMinute())),
          new Column("LEFT", 7, true, 6, SortKey.LEFT, (_, row, _) -> left(row)),
          new Column(
              "STANDING", 9, false, 10, SortKey.STANDING, (_, row, _) -> standing(row.standing())),
          new Column(
              "RSS",
              7,
              true,
              2,
              SortKey.RSS,
              (_, row, _) -> Cell.of(Figures.shortBytes(row.residentBytes()))),
          new Column(
              "THR",
              5,
              true,
              1,
              SortKey.THREADS,
              (_, row, _) -> Cell.of(Integer.toString(row.process().threads()))),
          new Column(
              "COMMAND",
              0,
              false,
              0,
              SortKey.COMMAND,
              (canvas, row, _) -> Cell.of(TopNames.shown(canvas, row))));

  private final int width;
  private final List<Column> columns = new ArrayList<>(COLUMNS);

  TopTable(int width) {
    this.width = width;
    while (nameWidth() < NAME_LEAST && giveUpOne()) {
      // Until the name has room.
    }
  }

  /// One column is the mark of the chosen row.
  private int nameWidth() {
    int taken = 1;
    for (Column column : columns) {
      taken += column.width() == 0 ? 0 : column.width() + 1;
    }
    return width - taken;
  }

  private boolean giveUpOne() {
    Column victim = null;
    for (Column column : columns) {
      if (column.spare() > 0 && (victim == null || column.spare() < victim.spare())) {
        victim = column;
      }
    }
    return victim != null && columns.remove(victim);
  }

  /// @param state says by what the rows are ordered
  void drawHeadings(Canvas canvas, TopState state) {
    canvas.put(" ");
    for (Column column : columns) {
      boolean sorted = column.key() == state.sort();
      String arrow = !sorted ? "" : mark(canvas.glyphs(), state.reversed());
      String text = column.heading() + arrow;
      draw(canvas, column, new Cell(text, sorted ? Style.BOLD : Style.DIM));
    }
    canvas.line();
  }

  private static String mark(Glyphs glyphs, boolean reversed) {
    return glyphs.unicode() ? (reversed ? "▴" : "▾") : reversed ? "^" : "v";
  }

  void drawRow(Canvas canvas, WatchedProcess row, boolean chosen) {
    canvas.put(chosen ? (canvas.glyphs().unicode() ? "▌" : ">") : " ");
    for (Column column : columns) {
      draw(canvas, column, column.field().of(canvas, row, column.width()));
    }
    canvas.line();
  }

  private void draw(Canvas canvas, Column column, Cell cell) {
    boolean name = column.width() == 0;
    int room = name ? Math.max(1, nameWidth()) : column.width();
    String text = DisplayWidth.truncate(cell.text(), room, canvas.glyphs().ellipsis());
    int padding = Math.max(0, room - DisplayWidth.of(text));
    canvas.spaces(column.right() ? padding : 0).put(cell.style(), text);
    if (!name) {
      canvas.spaces(column.right() ? 1 : padding + 1);
    }
  }

  private static Cell open(WatchedProcess row) {
    return row.open() < 0
        ? new Cell("?", Style.DIM)
        : new Cell(Figures.grouped(row.open()), PsScreen.urgency(row.nearness()));
  }

  private static Cell limit(Canvas canvas, WatchedProcess row) {
    long soft = row.limits().soft();
    String text = Figures.limit(soft);
    boolean none = soft == dev.seep.evidence.DescriptorLimits.UNLIMITED;
    return Cell.of(none ? canvas.glyphs().never() : text);
  }

  /// A bar, and the share behind it.
  private static Cell used(Canvas canvas, WatchedProcess row, int width) {
    double share = row.nearness();
    if (share < 0) {
      return Cell.of("");
    }
    String percent = Figures.percent(share);
    String bar = canvas.glyphs().bar(share, width - 5);
    return new Cell(
        bar + " ".repeat(Math.max(0, 5 - percent.length())) + percent, PsScreen.urgency(share));
  }

  private static Cell rate(double perMinute) {
    if (Double.isNaN(perMinute)) {
      return Cell.of("");
    }
    if (Math.abs(perMinute) < 0.05) {
      return new Cell("0", Style.DIM);
    }
    return Cell.of((perMinute > 0 ? "+" : "") + Figures.fitting(perMinute));
  }

  private static Cell left(WatchedProcess row) {
    double seconds = row.forecast().limitInSeconds();
    return Double.isFinite(seconds)
        ? new Cell(Figures.span(seconds), seconds < 3600 ? Style.ALARM : Style.PLAIN)
        : Cell.of("");
  }

  private static Cell standing(Standing standing) {
    return switch (standing) {
      case HEALTHY -> new Cell("steady", Style.DIM);
      case UNSEEN -> new Cell("unseen", Style.DIM);
      case GROWING -> new Cell("growing", Style.YELLOW);
      case SUSPECT -> new Cell("SUSPECT", Style.YELLOW);
      case LEAK -> new Cell("LEAK", Style.ALARM);
      case EXHAUSTED -> new Cell("EXHAUSTED", Style.ALARM);
    };
  }
}

package dev.seep.cli.render;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings that fit the terminal: columns that can be spared go first, the last one is
/// cut.
public final class Table {
  /// What the last column keeps before other columns are given up for it.
  private static final int LAST_COLUMN_MINIMUM = 12;

  private static final String GAP = "  ";

  /// A column.
  ///
  /// @param spare the order in which columns are given up, smallest first; 0 for never
  /// @param maximum columns of the terminal it may take at most, where they are limited at all
  public record Column(String heading, boolean right, int spare, int maximum) {
    public static Column left(String heading) {
      return new Column(heading, false, 0, Integer.MAX_VALUE);
    }

    public static Column right(String heading) {
      return new Column(heading, true, 0, Integer.MAX_VALUE);
    }

    public Column sparable(int order) {
      return new Column(heading, right, order, maximum);
    }

    public Column atMost(int columns) {
      return new Column(heading, right, spare, columns);
    }
  }

  /// One field of a row.
  public record Cell(String text, Style style) {
    public static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  private final List<Column> columns;
  private final List<Cell[]> rows = new ArrayList<>();

  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  public void row(Cell... cells) {
    rows.add(cells);
  }

  public void drawOn(Canvas canvas, int indent) {
    boolean unlimited = canvas.width() == Canvas.UNLIMITED;
    int[] widths = naturalWidths(unlimited);
    int room = unlimited ? Canvas.UNLIMITED : canvas.width() - indent;
    fit(widths, room);
    drawHeadings(canvas, indent, widths);
    for (Cell[] row : rows) {
      drawRow(canvas, indent, widths, row);
    }
  }

  private int[] naturalWidths(boolean unlimited) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int widest = DisplayWidth.of(columns.get(i).heading());
      for (Cell[] row : rows) {
        widest = Math.max(widest, DisplayWidth.of(row[i].text()));
      }
      widths[i] = unlimited ? widest : Math.min(widest, columns.get(i).maximum());
    }
    return widths;
  }

  /// Gives up columns (width 0) until the last has enough room, then cuts the last.
  private void fit(int[] widths, int room) {
    int last = widths.length - 1;
    int wanted = Math.min(widths[last], LAST_COLUMN_MINIMUM);
    while (total(widths) - widths[last] + wanted > room) {
      int victim = nextToSpare(widths);
      if (victim < 0) {
        break;
      }
      widths[victim] = 0;
    }
    int left = room - (total(widths) - widths[last]);
    widths[last] = Math.clamp(left, Math.min(wanted, 4), widths[last]);
  }

  private int nextToSpare(int[] widths) {
    int victim = -1;
    for (int i = 0; i < widths.length; i++) {
      int order = columns.get(i).spare();
      if (order > 0 && widths[i] > 0 && (victim < 0 || order < columns.get(victim).spare())) {
        victim = i;
      }
    }
    return victim;
  }

  private static int total(int[] widths) {
    int total = 0;
    for (int width : widths) {
      if (width > 0) {
        total += width + GAP.length();
      }
    }
    return total - GAP.length();
  }

  private void drawHeadings(Canvas canvas, int indent, int[] widths) {
    Cell[] headings = new Cell[widths.length];
    for (int i = 0; i < widths.length; i++) {
      headings[i] = new Cell(columns.get(i).heading(), Style.DIM);
    }
    drawRow(canvas, indent, widths, headings);
  }

  private void drawRow(Canvas canvas, int indent, int[] widths, Cell[] row) {
    canvas.spaces(indent);
    int owed = 0;
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      String shown = DisplayWidth.truncate(row[i].text(), widths[i], canvas.glyphs().ellipsis());
      int padding = widths[i] - DisplayWidth.of(shown);
      // Blanks are owed until something follows them, so that no line ends in blanks.
      if (!shown.isEmpty()) {
        canvas.spaces(columns.get(i).right() ? owed + padding : owed);
        canvas.put(row[i].style(), shown);
        owed = columns.get(i).right() ? 0 : padding;
      } else {
        owed += padding;
      }
      owed += GAP.length();
    }
    canvas.line();
  }
}

package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.PsScreen;
import dev.seep.cli.render.Style;
import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The frames of `seep top`: from its state to the lines of a window.
///
/// @param zone of the clock in the header
public record TopScreen(boolean colour, Glyphs glyphs, ZoneId zone) {
  /// A window with fewer rows than this has no room for more than one line above the table.
  private static final int LOW = 12;

  /// As wide as a line of a page that is printed gets.
  private static final int WIDEST = 240;

  private static final int LEAST_COLUMNS = 24;
  private static final int LEAST_ROWS = 4;

  /// Lines of exactly the window: `rows` at most, none wider than `columns`.
  ///
  /// @param opened the lines of the process that is open, when one is
  List<String> frame(TopState state, TopNotes notes, List<String> opened, int columns, int rows) {
    if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) {
      return List.of(DisplayWidth.truncate("too small for seep top", columns, ""));
    }
    return views(state, notes, opened, columns, rows).stream()
        .map(line -> StyledText.cut(line, columns))
        .toList();
  }

  private List<String> views(
      TopState state, TopNotes notes, List<String> opened, int columns, int rows) {
    return switch (state.view()) {
      case TABLE, FILTER -> table(state, notes, columns, rows);
      case PROCESS -> pageOf(opened, state, footer(notes, "Esc: back  h: hunt  ", columns), rows);
      case HELP ->
          pageOf(TopHelp.lines(canvas(columns), glyphs), state, "any key: back  q: quit", rows);
    };
  }

  /// One screen for a look, with every row.
  ///
  /// @param columns [Canvas#UNLIMITED] for no limit
  public String page(
      TopLook look, String source, SortKey sort, String filter, String user, int columns) {
    TopState state = new TopState(sort, filter, user);
    state.take(look);
    int width = Math.min(columns, WIDEST);
    Canvas canvas = canvas(width);
    header(canvas, state, new TopNotes(source, null), false);
    TopTable table = new TopTable(width);
    table.drawHeadings(canvas, state);
    for (WatchedProcess row : state.rows()) {
      table.drawRow(canvas, row, false);
    }
    return canvas.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"))
        + "\n";
  }

  Canvas canvas(int columns) {
    return new Canvas(colour, glyphs, columns);
  }

  /// A view longer than the window, from where it was scrolled to.
  private List<String> pageOf(List<String> lines, TopState state, String footer, int rows) {
    int room = rows - 1;
    int first = state.firstLine(lines.size(), room);
    List<String> frame =
        new ArrayList<>(lines.subList(first, Math.min(lines.size(), first + room)));
    while (frame.size() < room) {
      frame.add("");
    }
    int last = Math.min(lines.size(), first + room);
    String where =
        lines.size() > room ? "  lines " + (first + 1) + "-" + last + " of " + lines.size() : "";
    frame.add(footer + where);
    return frame;
  }

  private List<String> table(TopState state, TopNotes notes, int columns, int rows) {
    Canvas head = canvas(columns);
    header(head, state, notes, rows < LOW);
    TopTable table = new TopTable(columns);
    table.drawHeadings(head, state);
    List<String> frame = new ArrayList<>(head.toString().lines().toList());
    int room = Math.max(1, rows - frame.size() - 1);
    int first = state.firstOf(room);
    WatchedProcess chosen = state.chosen().orElse(null);
    for (int i = first; i < Math.min(state.rows().size(), first + room); i++) {
      frame.add(row(table, state.rows().get(i), state.rows().get(i).equals(chosen), columns));
    }
    if (state.rows().isEmpty()) {
      frame.add(nothing(state));
    }
    while (frame.size() < rows - 1) {
      frame.add("");
    }
    frame.add(bottom(state, notes, columns));
    return frame;
  }

  /// The chosen row is shown reversed, which is no colour, and without other styles.
  private String row(TopTable table, WatchedProcess row, boolean chosen, int columns) {
    Canvas canvas = new Canvas(colour && !chosen, glyphs, columns);
    table.drawRow(canvas, row, chosen);
    String line = canvas.toString().stripTrailing();
    if (!chosen) {
      return line;
    }
    return "\033[7m" + line + " ".repeat(Math.max(0, columns - DisplayWidth.of(line))) + "\033[0m";
  }

  private static String nothing(TopState state) {
    return state.look().isEmpty()
        ? " looking ..."
        : state.filter().isEmpty() ? " no process to show" : " no process matches the filter";
  }

  /// Above the table, one line when there is little room.
  void header(Canvas canvas, TopState state, TopNotes notes, boolean low) {
    TopLook look = state.look().orElse(null);
    if (look == null) {
      line(canvas, "seep top  " + canvas.name(notes.source()), Style.BOLD);
      return;
    }
    StringBuilder text = new StringBuilder("seep top  ");
    text.append(canvas.name(look.host())).append(look.host().isEmpty() ? "" : glyphs.dot());
    text.append(PsScreen.plural(look.processes().size(), "process", "processes"));
    long unseen = look.processes().stream().filter(row -> row.open() < 0).count();
    text.append(unseen == 0 ? "" : " (" + Figures.grouped(unseen) + " cannot be counted)");
    if (look.machineOpen() >= 0) {
      text.append(glyphs.dot()).append(Figures.grouped(look.machineOpen()));
      text.append(ofLimit(look.machineLimit())).append(" open files");
    }
    text.append(glyphs.dot());
    text.append(look.at().atZone(zone).toLocalTime().truncatedTo(ChronoUnit.SECONDS));
    line(canvas, text.append(state.paused() ? " paused" : "").toString(), Style.BOLD);
    if (!low) {
      worries(canvas, look);
      line(canvas, source(canvas, look, notes), Style.DIM);
      line(canvas, shown(canvas, state, look), Style.PLAIN);
    }
  }

  private static String ofLimit(long limit) {
    return limit < 0 || limit == DescriptorLimits.UNLIMITED ? "" : " of " + Figures.grouped(limit);
  }

  /// Who leaks, by name, as many as fit.
  private void worries(Canvas canvas, TopLook look) {
    List<WatchedProcess> worrying = new ArrayList<>();
    for (WatchedProcess row : look.processes()) {
      if (row.standing().compareTo(Standing.GROWING) >= 0) {
        worrying.add(row);
      }
    }
    worrying.sort(SortKey.STANDING.order(false));
    StringBuilder text = new StringBuilder();
    Style style = Style.PLAIN;
    for (WatchedProcess row : worrying) {
      String word = row.standing().slug() + " " + canvas.name(TopNames.raw(row));
      text.append(text.isEmpty() ? "" : glyphs.dot()).append(word).append(' ');
      text.append(row.process().pid());
      boolean grave = row.standing().compareTo(Standing.LEAK) >= 0;
      style = grave ? Style.ALARM : style == Style.PLAIN ? Style.YELLOW : style;
    }
    line(canvas, text.isEmpty() ? "nothing grows" : text.toString(), style);
  }

  private String source(Canvas canvas, TopLook look, TopNotes notes) {
    StringBuilder text = new StringBuilder(canvas.name(notes.source()));
    text.append(glyphs.dot()).append("Seep's own: ");
    text.append(Double.isNaN(look.cpuShare()) ? "?" : Figures.percent(look.cpuShare()));
    text.append(" of a processor");
    if (look.cost().residentBytes() > 0) {
      text.append(", ").append(Figures.bytes(look.cost().residentBytes()));
    }
    return text.toString();
  }

  private String shown(Canvas canvas, TopState state, TopLook look) {
    String by = "by " + state.sort().meaning() + (state.reversed() ? ", reversed" : "");
    if (state.filter().isEmpty()) {
      return by;
    }
    return by
        + glyphs.dot()
        + state.rows().size()
        + " of "
        + look.processes().size()
        + " match "
        + canvas.name(state.filter());
  }

  private String bottom(TopState state, TopNotes notes, int columns) {
    Canvas canvas = canvas(columns);
    if (state.view() == TopState.View.FILTER) {
      String typed = canvas.name(state.filter());
      return cut("/" + typed + "\033[7m \033[0m", columns + 8)
          + "  "
          + (columns > 50 ? "Enter: keep  Esc: undo" : "");
    }
    return footer(notes, "Enter: look inside  /: filter  ?: help  ", columns);
  }

  /// What is wrong, if anything, else the keys.
  private String footer(TopNotes notes, String keys, int columns) {
    Canvas canvas = canvas(columns);
    Blind trouble = notes.trouble();
    if (trouble != null) {
      String text = canvas.name(trouble.what() + ": " + trouble.why());
      return canvas.put(Style.YELLOW, cut(text, columns)).toString();
    }
    return canvas.put(Style.DIM, cut(keys + "q: quit", columns)).toString();
  }

  private String cut(String text, int columns) {
    return DisplayWidth.truncate(text, columns, glyphs.ellipsis());
  }

  private void line(Canvas canvas, String text, Style style) {
    canvas.put(style, cut(text, canvas.width())).line();
  }
}

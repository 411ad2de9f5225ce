package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.Style;
import java.util.List;

/// The help of `seep top`.
final class TopHelp {
  private static final int KEY = 14;

  private TopHelp() {}

  static List<String> lines(Canvas canvas, Glyphs glyphs) {
    canvas.put(Style.BOLD, "seep top: who holds ever more").line().line();
    key(canvas, "Enter", "look into the process: its graph, what is said of it, what it holds");
    key(canvas, "h", "there: hunt it, which says in up to two minutes whether it leaks, and where");
    key(canvas, "Esc", "back; in the table: forget the filter, or quit");
    key(canvas, "/", "show only what has this text in its name, command, workload, or as its pid");
    key(canvas, "up, down, j, k", "choose a row, or scroll; Page Up, Page Down, Home, End, too");
    key(canvas, "Space", "stop the clock, and start it again");
    key(canvas, "q, Ctrl-C", "quit; Ctrl-Z: to the shell, fg comes back; Ctrl-L: draw anew");
    canvas.line().put(Style.BOLD, "Order").line();
    for (SortKey key : SortKey.values()) {
      key(canvas, Character.toString(key.letter()), key.meaning());
    }
    key(canvas, "r", "the other way round (as the same letter twice)");
    canvas.line().put(Style.BOLD, "Columns").line();
    key(canvas, "OPEN, LIMIT", "descriptors it holds, and how many it may hold (soft limit)");
    key(canvas, "USED", "the one as a share of the other");
    key(canvas, "TREND", "the last counts between their least and their most");
    key(canvas, "/MIN", "descriptors a minute over the last ten minutes");
    key(canvas, "LEFT", "time until the limit, at the rate of what leaks");
    key(
        canvas,
        "STANDING",
        "what the watch makes of it: steady, growing, SUSPECT, LEAK, EXHAUSTED");
    canvas
        .line()
        .wrapped(
            0,
            "Without the daemon there is no judge of days: \"growing\" then means that the floor of the"
                + " counts has risen since seep top began"
                + glyphs.dot()
                + "hunt to be sure.");
    return canvas.toString().lines().toList();
  }

  private static void key(Canvas canvas, String key, String meaning) {
    canvas.put("  ").put(Style.CYAN, key).spaces(Math.max(1, KEY + 2 - key.length()));
    canvas.wrapped(KEY + 4, meaning);
  }
}

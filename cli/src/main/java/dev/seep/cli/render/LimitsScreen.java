package dev.seep.cli.render;

import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import java.time.Instant;
import java.util.List;

/// `seep limits`: every limit that can stop a process, and the line that raises each.
public final class LimitsScreen {
  private static final int BAR_WIDTH = 8;

  private LimitsScreen() {}

  public static void draw(Canvas canvas, LimitReport report, Instant now) {
    Header.begin(canvas, report.process(), now).line().line();
    Table table =
        new Table(
            List.of(
                Column.left("LIMIT"),
                Column.left("BINDS").sparable(2),
                Column.right("USED"),
                Column.right("OF"),
                Column.left("").sparable(1),
                Column.right(""),
                Column.left("FROM")));
    for (Limit limit : report.limits()) {
      double share = limit.share();
      Style style = PsScreen.urgency(share);
      table.row(
          Cell.of(canvas.name(limit.name())),
          Cell.of(limit.scope()),
          Cell.of(limit.used() < 0 ? "" : amount(limit.used(), limit.unit())),
          Cell.of(amount(limit.limit(), limit.unit())),
          new Cell(share < 0 ? "" : canvas.glyphs().bar(share, BAR_WIDTH), style),
          new Cell(share < 0 ? "" : Figures.percent(share), style),
          Cell.of(canvas.name(limit.origin())));
    }
    table.drawOn(canvas, 0);
    drawRaises(canvas, report.limits());
    canvas
        .line()
        .wrapped(
            0,
            "Raising a limit buys time, not a cure: `seep hunt "
                + report.process().pid()
                + "` says whether something leaks.");
    BlindLines.draw(canvas, report.blind());
  }

  private static String amount(long value, String unit) {
    return unit.equals("bytes") && value >= 0 && value != Long.MAX_VALUE
        ? Figures.bytes(value)
        : Figures.limit(value);
  }

  private static void drawRaises(Canvas canvas, List<Limit> limits) {
    for (Limit limit : limits) {
      if (limit.raise().isEmpty() && limit.note().isEmpty()) {
        continue;
      }
      canvas.line().put(Style.BOLD, canvas.name(limit.name())).line();
      if (!limit.note().isEmpty()) {
        canvas.put("  note   ").wrapped(9, canvas.name(limit.note()));
      }
      if (!limit.raise().isEmpty()) {
        canvas.put("  raise  ").line(canvas.name(limit.raise()));
      }
    }
  }
}

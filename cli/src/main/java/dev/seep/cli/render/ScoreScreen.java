package dev.seep.cli.render;

import dev.seep.casebook.Case;
import dev.seep.casebook.Tool;
import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.score.CaseRun;
import dev.seep.score.Grade;
import dev.seep.score.Mark;
import dev.seep.score.Measures;
import dev.seep.score.Outcome;
import dev.seep.score.Score;
import dev.seep.score.ScoreSource;
import dev.seep.score.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `seep score`: one line a case and source, the sums, and every miss by its name.
public final class ScoreScreen {
  private static final List<Column> COLUMNS =
      List.of(
          Column.left("CASE"),
          Column.left("SOURCE"),
          Column.left("VERDICT"),
          Column.left("FOUND"),
          Column.left("CLASS"),
          Column.left("PLACE").sparable(4),
          Column.left("CULPRIT"),
          Column.left("TWIN"),
          Column.right("TIME"),
          Column.right("LEAKED").sparable(3),
          Column.right("COST").sparable(2));

  private static final List<Column> TOTALS =
      List.of(
          Column.left(""),
          Column.right("RUNS"),
          Column.right("FOUND"),
          Column.right("CLASS"),
          Column.right("PLACE").sparable(4),
          Column.right("CULPRIT"),
          Column.right("CANNOT KNOW").sparable(3),
          Column.right("FALSE ALARMS"),
          Column.right("PRECISION"),
          Column.right("RECALL"),
          Column.right("TIME").sparable(2),
          Column.right("LEAKED").sparable(1));

  private ScoreScreen() {}

  /// What there is to run.
  public static void list(Canvas canvas, List<Case> cases) {
    Table table =
        new Table(
            List.of(
                Column.left("CASE"),
                Column.left("CHAPTER"),
                Column.left("LANGUAGE"),
                Column.right("WATCH"),
                Column.left("NEEDS")));
    for (Case plant : cases) {
      String needs = String.join(" ", plant.needs().stream().map(ScoreScreen::need).toList());
      table.row(
          Cell.of(canvas.name(plant.name())),
          Cell.of(plant.chapter()),
          Cell.of(canvas.name(plant.language())),
          Cell.of(Figures.span((double) plant.terms().watch().toSeconds())),
          Cell.of(canvas.name(needs)));
    }
    table.drawOn(canvas, 0);
  }

  private static String need(Tool tool) {
    return tool.find().isPresent() ? tool.command() : tool.command() + " (missing)";
  }

  public static void draw(Canvas canvas, Score score) {
    Table table = new Table(COLUMNS);
    for (Score.Row row : score.rows()) {
      table.row(cells(canvas, row));
    }
    table.drawOn(canvas, 0);
    canvas.line();
    totals(canvas, score);
    canvas.line();
    misses(canvas, score);
  }

  private static Cell[] cells(Canvas canvas, Score.Row row) {
    Grade grade = row.leak() == null ? null : grade(row.leak());
    Grade healthy = row.healthy() == null ? null : grade(row.healthy());
    Grade either = grade == null ? healthy : grade;
    Measures measures = row.leak() == null ? Measures.NONE : measures(row.leak());
    Measures any = row.leak() == null && row.healthy() != null ? measures(row.healthy()) : measures;
    return new Cell[] {
      Cell.of(canvas.name(row.trial().plant().name())),
      Cell.of(row.trial().source().slug()),
      either == null ? new Cell("not run", Style.YELLOW) : Cell.of(either.verdict()),
      grade == null ? Cell.of("-") : cell(Mark.RIGHT, grade.detected()),
      grade == null ? Cell.of("-") : cell(grade.leakClass()),
      grade == null ? Cell.of("-") : cell(grade.place()),
      grade == null ? Cell.of("-") : cell(grade.culprit()),
      twin(row.healthy(), healthy),
      Cell.of(seconds(measures.secondsToVerdict())),
      Cell.of(measures.leakedNeeded() < 0 ? "-" : Figures.grouped(measures.leakedNeeded())),
      Cell.of(cost(any.targetCpuDuring() / any.targetCpuBefore())),
    };
  }

  private static @Nullable Grade grade(CaseRun run) {
    return switch (run.outcome()) {
      case Outcome.NotRun _ -> null;
      case Outcome.Ran(Grade grade, Measures _) -> grade;
    };
  }

  private static Measures measures(CaseRun run) {
    return switch (run.outcome()) {
      case Outcome.NotRun _ -> Measures.NONE;
      case Outcome.Ran(Grade _, Measures measures) -> measures;
    };
  }

  private static Cell cell(Mark right, boolean yes) {
    return yes ? cell(right) : cell(Mark.WRONG);
  }

  private static Cell cell(Mark mark) {
    return switch (mark) {
      case RIGHT -> new Cell("right", Style.GREEN);
      case WRONG -> new Cell("WRONG", Style.ALARM);
      case CANNOT_KNOW -> new Cell("cannot know", Style.DIM);
      case NOT_ASKED -> new Cell("-", Style.DIM);
    };
  }

  private static Cell twin(@Nullable CaseRun run, @Nullable Grade grade) {
    if (run == null) {
      return Cell.of("-");
    }
    if (grade == null) {
      return new Cell("not run", Style.YELLOW);
    }
    return grade.falseAccusations().isEmpty()
        ? new Cell(grade.verdict(), Style.GREEN)
        : new Cell("ACCUSED", Style.ALARM);
  }

  static String seconds(double seconds) {
    return Double.isNaN(seconds) ? "-" : Figures.span(seconds);
  }

  static String cost(double ratio) {
    return Double.isFinite(ratio) ? Figures.decimal(ratio, 2) : "-";
  }

  private static void totals(Canvas canvas, Score score) {
    Table table = new Table(TOTALS);
    for (String chapter : Case.CHAPTERS) {
      Totals totals = score.totals(trial -> trial.plant().chapter().equals(chapter));
      if (totals.runs() + totals.notRun() > 0) {
        table.row(cells(chapter, totals));
      }
    }
    for (ScoreSource source : ScoreSource.values()) {
      table.row(cells("by " + source.slug(), score.totals(trial -> trial.source() == source)));
    }
    table.row(cells("all", score.totals()));
    table.drawOn(canvas, 0);
  }

  private static Cell[] cells(String name, Totals totals) {
    String alarms = totals.falseAlarms() + " of " + totals.healthyRuns();
    return new Cell[] {
      Cell.of(name),
      Cell.of(Integer.toString(totals.runs())),
      tally(totals.detected()),
      tally(totals.leakClass()),
      tally(totals.place()),
      tally(totals.culprit()),
      Cell.of(Integer.toString(totals.cannotKnow())),
      new Cell(alarms, totals.falseAlarms() > 0 ? Style.ALARM : Style.PLAIN),
      Cell.of(share(totals.precision())),
      Cell.of(share(totals.recall())),
      Cell.of(seconds(totals.medianSeconds())),
      Cell.of(Double.isNaN(totals.medianLeaked()) ? "-" : Figures.fitting(totals.medianLeaked())),
    };
  }

  private static Cell tally(Totals.Tally tally) {
    return new Cell(
        tally.right() + "/" + tally.asked(),
        tally.right() < tally.asked() ? Style.YELLOW : Style.PLAIN);
  }

  static String share(double share) {
    return Double.isNaN(share) ? "-" : Figures.percent(share);
  }

  private static void misses(Canvas canvas, Score score) {
    for (CaseRun run : score.missed()) {
      for (String miss : run.misses()) {
        canvas.put(Style.ALARM, "missed").put("  ").put(canvas.name(run.trial().title())).put(": ");
        canvas.line(canvas.name(miss));
      }
    }
    for (CaseRun run : score.notRun()) {
      if (run.outcome() instanceof Outcome.NotRun(String why)) {
        canvas.put(Style.YELLOW, "not run").put(" ").put(canvas.name(run.trial().title()));
        canvas.put(": ").line(canvas.name(why.lines().findFirst().orElse("")));
      }
    }
  }
}

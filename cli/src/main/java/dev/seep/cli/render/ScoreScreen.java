package dev.seep.cli.render;

import dev.seep.casebook.Case;
import dev.seep.casebook.Tool;
import dev.seep.cli.render.ScoreWords.Word;
import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.score.Score;
import java.util.List;
import java.util.Locale;

/// `seep score`: one line a case and source, the sums, and every miss by its name.
public final class ScoreScreen {
  private static final int INDENT = 9;

  /// Which columns of [ScoreWords#HEADINGS] go first on a narrow terminal, 0 for never; the last
  /// one never goes.
  private static final List<Integer> SPARE = List.of(0, 0, 0, 0, 4, 3, 0, 0, 2, 1, 0);

  private static final List<Integer> TOTALS_SPARE = List.of(0, 4, 0, 5, 3, 0, 2, 0, 0, 0, 1, 0);
  private static final int FIRST_NUMBER = 8;

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
    table(
        canvas,
        ScoreWords.HEADINGS,
        SPARE,
        FIRST_NUMBER,
        score.rows().stream().map(ScoreWords::line).toList());
    canvas.line();
    table(canvas, ScoreWords.TOTALS, TOTALS_SPARE, 1, ScoreWords.totals(score));
    canvas.line();
    for (List<String> miss : ScoreWords.misses(score)) {
      entry(canvas, Style.ALARM, "missed", miss);
    }
    for (List<String> not : ScoreWords.notRun(score)) {
      entry(canvas, Style.YELLOW, "not run", not);
    }
    ScoreWords.summary(score).forEach(line -> canvas.wrapped(0, line));
    canvas.wrapped(0, ScoreWords.RESIN);
  }

  private static void table(
      Canvas canvas,
      List<String> headings,
      List<Integer> spare,
      int firstNumber,
      List<List<Word>> lines) {
    Column[] columns = new Column[headings.size()];
    for (int i = 0; i < columns.length; i++) {
      String heading = headings.get(i).toUpperCase(Locale.ROOT);
      Column column = i < firstNumber ? Column.left(heading) : Column.right(heading);
      columns[i] = column.sparable(spare.get(i));
    }
    Table table = new Table(List.of(columns));
    for (List<Word> line : lines) {
      table.row(line.stream().map(word -> cell(canvas, word)).toArray(Cell[]::new));
    }
    table.drawOn(canvas, 0);
  }

  private static Cell cell(Canvas canvas, Word word) {
    Style style =
        switch (word.tone()) {
          case PLAIN -> Style.PLAIN;
          case GOOD -> Style.GREEN;
          case BAD -> Style.ALARM;
          case ODD -> Style.YELLOW;
          case QUIET -> Style.DIM;
        };
    return new Cell(canvas.name(word.text()), style);
  }

  private static void entry(Canvas canvas, Style style, String label, List<String> text) {
    canvas.put(style, label).spaces(INDENT - label.length());
    canvas.wrapped(INDENT, canvas.name(text.getFirst() + ": " + text.getLast()));
  }
}

package dev.seep.cli.top;

import dev.seep.cli.render.BlindLines;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.InspectScreen;
import dev.seep.cli.render.Plot;
import dev.seep.cli.render.PsScreen;
import dev.seep.cli.render.Style;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.WatchedProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One process, looked into: the hunt that runs, what is said of it, its last counts, what it
/// holds.
final class ProcessPage {
  private static final int GRAPH_ROWS = 5;
  private static final int GRAPH_COLUMNS = 60;
  private static final int AXIS = 9;

  /// A hunt of this process, and what has come of it.
  ///
  /// @param step how far it is, null before the first look
  /// @param end what came of it, null while it runs
  record HuntView(TopSource.@Nullable HuntStep step, @Nullable Reading<HuntEnd> end) {}

  private final Canvas canvas;

  ProcessPage(Canvas canvas) {
    this.canvas = canvas;
  }

  /// @param holding null before it was read
  /// @param hunt null when there is none
  List<String> lines(
      WatchedProcess row,
      List<TopFinding> findings,
      @Nullable Reading<TopSource.Holding> holding,
      @Nullable HuntView hunt) {
    if (hunt != null) {
      drawHunt(hunt);
      canvas.line();
    }
    for (TopFinding finding : findings) {
      new FindingCard(canvas).draw(finding);
      canvas.line();
    }
    drawGraph(row);
    switch (holding) {
      case null -> canvas.line("reading what it holds ...");
      case Reading.Seen<TopSource.Holding>(TopSource.Holding seen) ->
          InspectScreen.draw(canvas, seen.inventory(), seen.summary());
      case Reading.Unseen<TopSource.Holding>(Blind blind) -> {
        canvas.put(Style.BOLD, canvas.name(row.process().name())).dot();
        canvas.line("pid " + row.process().pid());
        BlindLines.draw(canvas, List.of(blind));
      }
    }
    List<String> lines = new ArrayList<>();
    for (String line : canvas.toString().split("\n", -1)) {
      lines.add(line);
    }
    return lines;
  }

  private void drawHunt(HuntView hunt) {
    switch (hunt.end()) {
      case null -> drawStep(hunt.step());
      case Reading.Unseen<HuntEnd>(Blind blind) -> {
        canvas.put(Style.BOLD, "hunt ").line("came to nothing");
        BlindLines.draw(canvas, List.of(blind));
      }
      case Reading.Seen<HuntEnd>(HuntEnd end) -> end.page().accept(canvas);
    }
  }

  private void drawStep(TopSource.@Nullable HuntStep step) {
    canvas.put(Style.BOLD, "hunting ");
    if (step == null) {
      canvas.line("begins ...");
      return;
    }
    int room = Math.clamp(canvas.width() - 60L, 10, 40);
    canvas.put(Style.CYAN, canvas.glyphs().bar(step.atSeconds() / step.lengthSeconds(), room));
    canvas.put(" " + Figures.span(step.atSeconds()) + " of " + Figures.span(step.lengthSeconds()));
    canvas.put(
        step.open() < 0 ? "" : canvas.glyphs().dot() + Figures.grouped(step.open()) + " open");
    String leading = canvas.name(step.leading());
    canvas.line(leading.isEmpty() ? "" : canvas.glyphs().dot() + "looks like " + leading);
  }

  /// The last counts, and their scale.
  private void drawGraph(WatchedProcess row) {
    List<Integer> counts = row.recent();
    if (counts.size() < 2) {
      return;
    }
    int width = Math.clamp(canvas.width() - (AXIS + 2L), 10, GRAPH_COLUMNS);
    Plot plot = new Plot(canvas.glyphs(), width, GRAPH_ROWS);
    int least = counts.stream().min(Integer::compare).orElse(0);
    int most = counts.stream().max(Integer::compare).orElse(0);
    int top = Math.max(most, least + 4);
    int columns = plot.dotColumns();
    int before = -1;
    for (int x = 0; x < columns; x++) {
      int count = counts.get((int) ((long) x * counts.size() / columns));
      int y = (int) Math.round((double) (count - least) / (top - least) * (plot.dotRows() - 1));
      plot.column(x, before < 0 ? y : Math.min(y, before), before < 0 ? y : Math.max(y, before));
      before = y;
    }
    for (int line = 0; line < GRAPH_ROWS; line++) {
      long label = line == 0 ? top : line == GRAPH_ROWS - 1 ? least : -1;
      String text = label < 0 ? "" : Figures.grouped(label);
      canvas.spaces(AXIS - DisplayWidth.of(text)).put(Style.DIM, text).put(" ");
      canvas.put(Style.CYAN, plot.line(line, ' ').stripTrailing()).line();
    }
    String rate = Double.isNaN(row.perMinute()) ? "" : Figures.fitting(row.perMinute());
    canvas
        .spaces(AXIS + 1)
        .put(Style.DIM, "the last " + PsScreen.plural(counts.size(), "count", "counts"));
    canvas.put(rate.isEmpty() ? "" : canvas.glyphs().dot() + rate + " a minute");
    double left = row.forecast().limitInSeconds();
    canvas.put(
        Double.isFinite(left) ? canvas.glyphs().dot() + "limit in " + Figures.span(left) : "");
    canvas.line().line();
  }
}

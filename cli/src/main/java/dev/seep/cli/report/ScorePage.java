package dev.seep.cli.report;

import dev.seep.casebook.Case;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.ScoreWords;
import dev.seep.cli.render.ScoreWords.Word;
import dev.seep.score.Score;
import dev.seep.score.Totals;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// A score as one page for the browser, as [HtmlReport] is of a hunt: complete in itself, it asks
/// no network for anything, and runs no script at all.
public final class ScorePage {
  private final Html html = new Html();

  private ScorePage() {}

  public static String of(Score score) {
    ScorePage page = new ScorePage();
    page.page(score);
    return page.html.toString();
  }

  private void page(Score score) {
    String style = Assets.scoreStyle();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\"");
    html.raw(" content=\"" + Assets.policy(style) + "\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.raw("<title>The score of Seep</title>");
    html.raw("\n<style>").raw(style).raw("</style>\n</head>\n<body>\n<main>\n");
    head(score);
    sums(score);
    shares(score);
    ScorePlot.time(html, score);
    ScorePlot.leaked(html, score);
    misses("Every miss", "Nothing was missed.", ScoreWords.misses(score));
    misses("Not run", "All cases ran.", ScoreWords.notRun(score));
    cases(score);
    machine(score);
    html.raw("</main>\n<footer>").text("Seep hunted its casebook, beginning at ");
    html.text(score.startedAt().truncatedTo(ChronoUnit.SECONDS) + ".");
    html.raw("</footer>\n</body>\n</html>\n");
  }

  private void head(Score score) {
    boolean right = score.missed().isEmpty();
    String slug = right ? "healthy" : "suspect";
    html.raw("<header class=\"" + slug + "\">\n<p>");
    int missed = score.missed().size();
    String runs = missed == 1 ? " RUN WITH A MISS" : " RUNS WITH A MISS";
    html.element("span class=\"badge " + slug + "\"", right ? "ALL RIGHT" : missed + runs);
    html.raw("</p>\n<h1>The score</h1>\n");
    for (String line : ScoreWords.summary(score)) {
      html.element("p class=\"lead\"", line);
    }
    html.element("p class=\"quiet\"", ScoreWords.RESIN).raw("</header>\n");
  }

  private void sums(Score score) {
    html.raw("<section class=\"card\"><h2>In total</h2>\n");
    table(ScoreWords.TOTALS, 1, ScoreWords.totals(score));
    html.raw("</section>\n");
  }

  /// Precision and recall of each chapter, and of RESIN.
  private void shares(Score score) {
    html.raw("<section class=\"card\"><h2>Precision and recall</h2>\n<p class=\"quiet\">");
    html.raw(
        "<span class=\"key precision\"></span> precision: of all accusations, those that were");
    html.raw(
        " right · <span class=\"key recall\"></span> recall: of all planted leaks, those that");
    html.raw(" were found</p>\n<div class=\"plot\">\n");
    for (String chapter : Case.CHAPTERS) {
      Totals totals = score.totals(trial -> trial.plant().chapter().equals(chapter));
      if (totals.runs() > 0) {
        shares(chapter, totals.precision(), totals.recall());
      }
    }
    Totals all = score.totals();
    shares("all", all.precision(), all.recall());
    shares("RESIN, in production", 0.85, 0.91);
    html.raw("</div></section>\n");
  }

  private void shares(String name, double precision, double recall) {
    String label =
        name
            + ": precision "
            + ScoreWords.share(precision)
            + ", recall "
            + ScoreWords.share(recall);
    html.element("span class=\"name\"", name);
    html.raw("<svg class=\"bars\" width=\"100%\" height=\"26\" role=\"img\"");
    html.attribute("aria-label", label).raw(">");
    bar("precision", 2, precision);
    bar("recall", 14, recall);
    html.raw("</svg><span class=\"value\">");
    html.text(ScoreWords.share(precision) + " · " + ScoreWords.share(recall)).raw("</span>\n");
  }

  private void bar(String kind, int top, double share) {
    if (Double.isFinite(share)) {
      html.raw("<rect class=\"ground\" y=\"" + top + "\" width=\"100%\" height=\"10\"/>");
      html.raw("<rect class=\"" + kind + "\" y=\"" + top + "\" height=\"10\" width=\"");
      html.raw(Figures.decimal(100 * share, 1) + "%\"/>");
    }
  }

  private void misses(String title, String none, List<List<String>> entries) {
    html.raw("<section class=\"card\">").element("h2", title).raw("\n");
    if (entries.isEmpty()) {
      html.element("p class=\"quiet\"", none);
    } else {
      html.raw("<dl class=\"blind\">\n");
      for (List<String> entry : entries) {
        html.raw("<div>").element("dt", entry.getFirst()).element("dd", entry.getLast());
        html.raw("</div>\n");
      }
      html.raw("</dl>");
    }
    html.raw("</section>\n");
  }

  private void cases(Score score) {
    html.raw("<section class=\"card\"><h2>Case by case</h2>\n");
    table(ScoreWords.HEADINGS, 8, score.rows().stream().map(ScoreWords::line).toList());
    html.raw("<dl class=\"blind\">\n");
    for (List<String> entry : ScoreWords.LEGEND) {
      html.raw("<div>").element("dt", entry.getFirst()).element("dd", entry.getLast());
      html.raw("</div>\n");
    }
    html.raw("</dl></section>\n");
  }

  private void machine(Score score) {
    html.raw("<section class=\"card\"><h2>The machine</h2>\n<dl>\n");
    for (List<String> entry : ScoreWords.machine(score)) {
      html.raw("<div>").element("dt", entry.getFirst()).element("dd", entry.getLast());
      html.raw("</div>\n");
    }
    html.raw("</dl></section>\n");
  }

  private void table(List<String> headings, int firstNumber, List<List<Word>> rows) {
    html.raw("<div class=\"wide\"><table class=\"score\"><thead><tr>");
    for (int i = 0; i < headings.size(); i++) {
      html.element(
          "th scope=\"col\"" + (i < firstNumber ? "" : " class=\"number\""), headings.get(i));
    }
    html.raw("</tr></thead><tbody>\n");
    for (List<Word> row : rows) {
      html.raw("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String tone = row.get(i).tone().name().toLowerCase(Locale.ROOT);
        String kind = tone + (i < firstNumber ? "" : " number");
        html.element("td class=\"" + kind + "\"", row.get(i).text());
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }
}

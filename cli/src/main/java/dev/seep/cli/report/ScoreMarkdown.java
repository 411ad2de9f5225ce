package dev.seep.cli.report;

import dev.seep.cli.render.ScoreWords;
import dev.seep.cli.render.ScoreWords.Tone;
import dev.seep.cli.render.ScoreWords.Word;
import dev.seep.evidence.KernelText;
import dev.seep.score.Score;
import java.time.ZoneOffset;
import java.util.List;

/// A score as Markdown: a summary that fits a README, and the whole of it.
public final class ScoreMarkdown {
  private final StringBuilder out = new StringBuilder(1 << 14);

  private ScoreMarkdown() {}

  /// Sums, misses, and what others report.
  public static String summary(Score score) {
    ScoreMarkdown page = new ScoreMarkdown();
    page.sums(score);
    return page.out.toString();
  }

  /// The whole: summary, every case, and the machine.
  ///
  /// @param command how to make it again
  public static String whole(Score score, String command) {
    ScoreMarkdown page = new ScoreMarkdown();
    page.line("# The score").line("");
    page.line(
        "Every case of the [casebook](../casebook/README.md), and its healthy twin, hunted on "
            + score.startedAt().atZone(ZoneOffset.UTC).toLocalDate()
            + ". Made by `"
            + KernelText.printable(command).replace('`', '\'')
            + "`; the same command makes it again, on any machine.");
    page.line("").line("## In total").line("");
    page.sums(score);
    page.line("").line("## Case by case").line("");
    page.table(ScoreWords.HEADINGS, 8, score.rows().stream().map(ScoreWords::line).toList());
    page.line("");
    for (List<String> entry : ScoreWords.LEGEND) {
      page.line("- **" + entry.getFirst() + "**: " + entry.getLast());
    }
    page.line("").line("## The machine").line("");
    for (List<String> entry : ScoreWords.machine(score)) {
      page.line("- " + escaped(entry.getFirst()) + ": " + escaped(entry.getLast()));
    }
    return page.out.toString();
  }

  private void sums(Score score) {
    table(ScoreWords.TOTALS, 1, ScoreWords.totals(score));
    line("");
    ScoreWords.summary(score).forEach(this::line);
    line("").line(ScoreWords.RESIN);
    entries("Every miss that remains:", "No miss remains.", ScoreWords.misses(score));
    entries("Not run:", "", ScoreWords.notRun(score));
  }

  private void entries(String title, String none, List<List<String>> entries) {
    if (entries.isEmpty() && none.isEmpty()) {
      return;
    }
    line("").line(entries.isEmpty() ? none : title);
    if (!entries.isEmpty()) {
      line("");
    }
    for (List<String> entry : entries) {
      line("- **" + escaped(entry.getFirst()) + "**: " + escaped(entry.getLast()));
    }
  }

  private void table(List<String> headings, int firstNumber, List<List<Word>> rows) {
    line("| " + String.join(" | ", headings) + " |");
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < headings.size(); i++) {
      rule.append(i < firstNumber ? "---|" : "---:|");
    }
    line(rule.toString());
    for (List<Word> row : rows) {
      line("| " + String.join(" | ", row.stream().map(ScoreMarkdown::cell).toList()) + " |");
    }
  }

  private static String cell(Word word) {
    return word.tone() == Tone.BAD ? "**" + escaped(word.text()) + "**" : escaped(word.text());
  }

  /// Names of functions and paths are full of what Markdown would take for its own.
  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    for (char c : KernelText.printable(text).toCharArray()) {
      if ("\\`*_{}[]<>|#~".indexOf(c) >= 0) {
        shown.append('\\');
      }
      shown.append(c);
    }
    return shown.toString();
  }

  private ScoreMarkdown line(String text) {
    out.append(text).append('\n');
    return this;
  }
}

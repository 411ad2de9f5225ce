package dev.seep.cli;

import dev.seep.cli.report.ScoreMarkdown;
import dev.seep.cli.report.ScorePage;
import dev.seep.score.Score;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a score gives out beside its screen.
final class ScoreOutputs {
  @Option(
      names = "--html",
      order = 81,
      paramLabel = "FILE",
      description = "Write a page with plots, too, that a browser opens without a network.")
  @Nullable Path html;

  @Option(
      names = "--markdown",
      order = 82,
      paramLabel = "FILE",
      description = "Write all of it as Markdown, too, with the description of this machine.")
  @Nullable Path markdown;

  @Option(
      names = "--readme",
      order = 83,
      description = "Print a summary that fits a README, in Markdown, and nothing else.")
  boolean readme;

  String refusal(boolean json) {
    if (readme && json) {
      return "--readme and --json both print to standard output; give one of them";
    }
    return Stream.of(OutputOptions.refusal(html), OutputOptions.refusal(markdown))
        .filter(refusal -> !refusal.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Writes what was asked for; what could not be written is told.
  void write(Score score, Session session, String command) {
    if (html != null) {
      tell(session, OutputOptions.write(html, ScorePage.of(score)));
    }
    if (markdown != null) {
      tell(session, OutputOptions.write(markdown, ScoreMarkdown.whole(score, command)));
    }
    if (readme) {
      session.out().text(ScoreMarkdown.summary(score));
    }
  }

  private static void tell(Session session, String failure) {
    if (!failure.isEmpty()) {
      session.say(failure);
    }
  }
}

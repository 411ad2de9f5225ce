package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeFamilies;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/// `benchmarks/judge`: detectors on simulated lifetimes, one command.
///
/// The script tells the commit in the property `judge.commit` and the history's file in
/// `judge.history`.
public final class JudgeMain {
  private JudgeMain() {}

  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (Arrays.asList(arguments).contains("--help")) {
      out.println(JudgeOptions.USAGE);
      return;
    }
    if (Arrays.asList(arguments).contains("--list")) {
      LifetimeFamilies.all().forEach(family -> out.println(line(family)));
      return;
    }
    JudgeOptions options;
    try {
      options = JudgeOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("judge: " + e.getMessage());
      System.err.println(JudgeOptions.USAGE);
      System.exit(2);
      return;
    }
    Result result = run(options.evaluation());
    if (options.json()) {
      JsonReport.write(result, out);
      out.println();
    } else {
      out.print(MarkdownReport.of(result));
    }
    if (options.frozen()) {
      Path history = Path.of(System.getProperty("judge.history", "benchmarks/judge-history.md"));
      String commit = System.getProperty("judge.commit", "unknown");
      History.append(history, LocalDate.now(ZoneOffset.UTC), commit, result);
    }
    System.exit(Bars.missed(result).isEmpty() ? 0 : 1);
  }

  private static String line(LifetimeFamily family) {
    return String.format(
        Locale.ROOT,
        "%-34s %-9s %2d days  %s",
        family.name(),
        family.tier().name().toLowerCase(Locale.ROOT),
        family.days(),
        family.story());
  }

  private static Result run(Evaluation evaluation) throws InterruptedException, ExecutionException {
    long from = System.nanoTime();
    List<Score> scores = evaluation.run();
    return new Result(evaluation, scores, (System.nanoTime() - from) / 1e9);
  }
}

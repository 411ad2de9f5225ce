package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A result as tables for people.
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# The judge: seeds %s, %,.0f healthy process-days, %d leaks, %.0f s%n",
            result.evaluation().seeds(),
            result.healthy().isEmpty() ? 0 : result.healthyDays(),
            result.leaking().isEmpty() ? 0 : result.leakRuns(),
            result.seconds()));
    if (!result.healthy().isEmpty()) {
      healthy(result, text);
    }
    if (!result.leaking().isEmpty()) {
      leaks(result, text);
      coverage(result, text);
    }
    judging(result, text);
    bars(result, text);
    return text.toString();
  }

  private static void healthy(Result result, StringBuilder text) {
    text.append("\n## Healthy: processes alarmed (and said to be near their limit)\n\n");
    header(text, List.of("family", "tier", "processes", "days"), result.contenders());
    for (LifetimeFamily family : result.healthy()) {
      Score any = result.score(family, result.contenders().getFirst());
      row(
          text,
          List.of(family.name(), tier(family), "" + any.runs(), number("%.0f", any.processDays())),
          result,
          contender -> alarms(result.score(family, contender)));
    }
    row(
        text,
        List.of("**all**", "", "", number("%.0f", result.healthyDays())),
        result,
        contender -> "**" + result.falseAlarms(contender) + "**");
    row(
        text,
        List.of("a process-day, at most (95 %)", "", "", ""),
        result,
        contender ->
            number(
                "%.5f",
                PoissonBound.upper95(result.falseAlarms(contender)) / result.healthyDays()));
  }

  private static String alarms(Score score) {
    return score.falseAlarms() + (score.criticals() > 0 ? " (" + score.criticals() + ")" : "");
  }

  private static void leaks(Result result, StringBuilder text) {
    text.append(
        "\n## Leaks: found of all, median / 90 % delay in hours (median in limits n*/rate)\n");
    text.append(
        "\n`early` counts claims before the leak began, `withdrawn` those taken back within a day,\n`critical` runs said to be near their limit.\n\n");
    header(text, List.of("family", "tier", "a minute", "n*/rate, h"), result.contenders());
    for (LifetimeFamily family : result.leaking()) {
      Score any = result.score(family, result.contenders().getFirst());
      row(
          text,
          List.of(
              family.name(),
              tier(family),
              number("%.3g", any.ratePerMinute()),
              number("%.2f", any.limitHours())),
          result,
          contender -> delays(result.score(family, contender)));
    }
  }

  private static String delays(Score score) {
    String found = score.found() + "/" + score.runs();
    String delays =
        " "
            + hours(score.delayHours(0.5))
            + " / "
            + hours(score.delayHours(0.9))
            + (Double.isFinite(score.delayHours(0.5))
                ? number(" (%.2f)", score.delayHours(0.5) / score.limitHours())
                : "");
    return found
        + delays
        + counted(" early ", score.falseAlarms())
        + counted(" withdrawn ", score.withdrawn())
        + counted(" critical ", score.criticals());
  }

  private static String counted(String word, int count) {
    return count > 0 ? word + count : "";
  }

  private static String hours(double hours) {
    return Double.isFinite(hours) ? number("%.1f", hours) : "–";
  }

  private static void coverage(Result result, StringBuilder text) {
    List<String> telling =
        result.contenders().stream()
            .filter(c -> result.leakScores(c).stream().anyMatch(s -> s.coverage().all() > 0))
            .toList();
    text.append("\n## Intervals of 95 %: true rate inside at the verdict; a day later; (median ");
    text.append("estimate to truth, both)\n\n");
    header(text, List.of("family"), telling);
    for (LifetimeFamily family : result.leaking()) {
      text.append("| ").append(family.name());
      for (String contender : telling) {
        text.append(" | ").append(covered(result.score(family, contender)));
      }
      text.append(" |\n");
    }
  }

  private static String covered(Score score) {
    Score.Coverage now = score.coverage();
    Score.Coverage later = score.coverageADayLater();
    if (now.all() == 0) {
      return "–";
    }
    if (later.all() == 0) {
      return now.covered() + "/" + now.all() + number(" (%.2f)", now.medianRatio());
    }
    return String.format(
        Locale.ROOT,
        "%d/%d; %d/%d (%.2f; %.2f)",
        now.covered(),
        now.all(),
        later.covered(),
        later.all(),
        now.medianRatio(),
        later.medianRatio());
  }

  private static void judging(Result result, StringBuilder text) {
    text.append("\n## Judging took, in seconds of one thread\n\n");
    header(text, List.of(), result.contenders());
    row(
        text,
        List.of(),
        result,
        contender ->
            number(
                "%.1f",
                result.scores().stream()
                    .filter(score -> score.contender().equals(contender))
                    .mapToDouble(Score::seconds)
                    .sum()));
  }

  private static void bars(Result result, StringBuilder text) {
    List<String> missed = Bars.missed(result);
    if (!result.contenders().contains(AgeFloor.NAME)) {
      return;
    }
    text.append("\n## Bars\n\n");
    if (missed.isEmpty()) {
      text.append("All reached.\n");
    }
    missed.forEach(line -> text.append("- missed: ").append(line).append('\n'));
  }

  private static void header(StringBuilder text, List<String> facts, List<String> contenders) {
    facts.forEach(fact -> text.append("| ").append(fact).append(' '));
    contenders.forEach(contender -> text.append("| ").append(contender).append(' '));
    text.append("|\n").append("|---".repeat(facts.size() + contenders.size())).append("|\n");
  }

  private static void row(
      StringBuilder text, List<String> facts, Result result, Function<String, String> cell) {
    facts.forEach(fact -> text.append("| ").append(fact).append(' '));
    result.contenders().forEach(one -> text.append("| ").append(cell.apply(one)).append(' '));
    text.append("|\n");
  }

  private static String tier(LifetimeFamily family) {
    return family.tier().name().toLowerCase(Locale.ROOT);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}

package dev.seep.cli.render;

import dev.seep.casebook.Case;
import dev.seep.score.CaseRun;
import dev.seep.score.Grade;
import dev.seep.score.Mark;
import dev.seep.score.Measures;
import dev.seep.score.Outcome;
import dev.seep.score.Score;
import dev.seep.score.ScoreSource;
import dev.seep.score.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A score in words: the same on the screen, in Markdown and on the page.
public final class ScoreWords {
  /// What stands above [#line(Score.Row)].
  public static final List<String> HEADINGS =
      List.of(
          "case", "source", "verdict", "found", "class", "place", "culprit", "twin", "time",
          "leaked", "cost");

  /// What stands above [#totals(Score)].
  public static final List<String> TOTALS =
      List.of(
          "",
          "runs",
          "found",
          "class",
          "place",
          "culprit",
          "cannot know",
          "false alarms",
          "precision",
          "recall",
          "time",
          "leaked");

  /// What the columns hold, by their headings.
  public static final List<List<String>> LEGEND =
      List.of(
          List.of(
              "found",
              "a finding of the planted leak says at least what its truth asks for (leak, or"
                  + " suspect)"),
          List.of("class, place", "the leak class is the planted one; so are its peer and path"),
          List.of(
              "culprit",
              "the first frame named is the function, file and line that opened it, with its"
                  + " caller where only that tells; snapshots are not asked, and `cannot know` is"
                  + " the honest answer where no one outside can know the line"),
          List.of("twin", "what was said of the healthy twin, or bait, under the same load"),
          List.of("time", "from the first look until the verdict that is due stood for good"),
          List.of("leaked", "how many had leaked by then, those before the first look among them"),
          List.of(
              "cost",
              "CPU time a second of the target and its helpers while hunted, to that in the four"
                  + " seconds before; snapshots put nothing on the target, so theirs is the noise"));

  /// What other people report, and why it is not the same race.
  public static final String RESIN =
      "RESIN (Azure, OSDI '22) reports 85% precision and 91% recall for memory leaks over millions"
          + " of hosts in production, where nobody wrote the truth beside them. These are leaks of"
          + " small programs, planted on one machine at known lines: they show whether Seep does"
          + " what it says, not how often a fleet would page in vain.";

  private ScoreWords() {}

  /// How a word is meant.
  public enum Tone {
    PLAIN,
    GOOD,
    BAD,
    ODD,
    QUIET
  }

  /// One field.
  public record Word(String text, Tone tone) {
    static Word of(String text) {
      return new Word(text, Tone.PLAIN);
    }
  }

  private static final Word NONE = new Word("-", Tone.QUIET);
  private static final Word NOT_RUN = new Word("not run", Tone.ODD);

  /// One case through one source, in the order of [#HEADINGS].
  public static List<Word> line(Score.Row row) {
    Grade leak = grade(row.leak());
    Grade healthy = grade(row.healthy());
    Measures measures = measures(row.leak() == null ? row.healthy() : row.leak());
    return List.of(
        Word.of(row.trial().plant().name()),
        Word.of(row.trial().source().slug()),
        row.leak() == null ? NONE : leak == null ? NOT_RUN : verdict(leak),
        leak == null ? NONE : mark(leak.detected() ? Mark.RIGHT : Mark.WRONG),
        leak == null ? NONE : mark(leak.leakClass()),
        leak == null ? NONE : mark(leak.place()),
        leak == null ? NONE : mark(leak.culprit()),
        row.healthy() == null ? NONE : healthy == null ? NOT_RUN : twin(healthy),
        Word.of(seconds(measures.secondsToVerdict())),
        Word.of(measures.leakedNeeded() < 0 ? "-" : Figures.grouped(measures.leakedNeeded())),
        Word.of(ratio(measures.targetCpuDuring() / measures.targetCpuBefore())));
  }

  private static @Nullable Grade grade(@Nullable CaseRun run) {
    return run != null && run.outcome() instanceof Outcome.Ran(Grade grade, Measures _)
        ? grade
        : null;
  }

  private static Measures measures(@Nullable CaseRun run) {
    return run != null && run.outcome() instanceof Outcome.Ran(Grade _, Measures measures)
        ? measures
        : Measures.NONE;
  }

  private static Word verdict(Grade leak) {
    boolean more = !leak.falseAccusations().isEmpty();
    return more
        ? new Word(leak.verdict() + " +" + leak.falseAccusations().size() + " false", Tone.BAD)
        : Word.of(leak.verdict());
  }

  private static Word twin(Grade healthy) {
    return healthy.right()
        ? new Word(healthy.verdict(), Tone.GOOD)
        : new Word(healthy.failure().isEmpty() ? "ACCUSED" : "FAILED", Tone.BAD);
  }

  private static Word mark(Mark mark) {
    return switch (mark) {
      case RIGHT -> new Word(mark.words(), Tone.GOOD);
      case WRONG -> new Word("WRONG", Tone.BAD);
      case CANNOT_KNOW -> new Word(mark.words(), Tone.QUIET);
      case NOT_ASKED -> NONE;
    };
  }

  /// One line a chapter, a source, and all, in the order of [#TOTALS].
  public static List<List<Word>> totals(Score score) {
    List<List<Word>> lines = new ArrayList<>();
    for (String chapter : Case.CHAPTERS) {
      Totals totals = score.totals(trial -> trial.plant().chapter().equals(chapter));
      if (totals.runs() + totals.notRun() > 0) {
        lines.add(line(chapter, totals));
      }
    }
    for (ScoreSource source : ScoreSource.values()) {
      Totals totals = score.totals(trial -> trial.source() == source);
      if (totals.runs() + totals.notRun() > 0) {
        lines.add(line("all by " + source.slug(), totals));
      }
    }
    lines.add(line("all", score.totals()));
    return lines;
  }

  private static List<Word> line(String name, Totals totals) {
    String runs = Integer.toString(totals.runs());
    return List.of(
        Word.of(name),
        totals.notRun() == 0
            ? Word.of(runs)
            : new Word(runs + " (" + totals.notRun() + " not)", Tone.ODD),
        tally(totals.detected()),
        tally(totals.leakClass()),
        tally(totals.place()),
        tally(totals.culprit()),
        Word.of(Integer.toString(totals.cannotKnow())),
        new Word(
            totals.falseAlarms() + "/" + totals.healthyRuns(),
            totals.falseAlarms() > 0 ? Tone.BAD : Tone.PLAIN),
        Word.of(share(totals.precision())),
        Word.of(share(totals.recall())),
        Word.of(seconds(totals.medianSeconds())),
        Word.of(
            Double.isNaN(totals.medianLeaked()) ? "-" : Figures.fitting(totals.medianLeaked())));
  }

  private static Word tally(Totals.Tally tally) {
    return tally.asked() == 0
        ? NONE
        : new Word(
            tally.right() + "/" + tally.asked(),
            tally.right() < tally.asked() ? Tone.BAD : Tone.PLAIN);
  }

  private static String seconds(double seconds) {
    return Double.isNaN(seconds) ? "-" : Figures.span(seconds);
  }

  private static String ratio(double ratio) {
    return Double.isFinite(ratio) ? Figures.decimal(ratio, 2) : "-";
  }

  public static String share(double share) {
    return Double.isNaN(share) ? "-" : Figures.percent(share);
  }

  /// What it all comes to, in one sentence each.
  public static List<String> summary(Score score) {
    Totals all = score.totals();
    List<String> lines = new ArrayList<>();
    lines.add(
        all.right()
            + " of "
            + PsScreen.plural(all.runs(), "run", "runs")
            + " had nothing wrong"
            + (all.notRun() == 0 ? "" : ", " + all.notRun() + " were not run")
            + ": precision "
            + share(all.precision())
            + ", recall "
            + share(all.recall())
            + ".");
    if (Double.isFinite(score.tracingCost())) {
      lines.add(
          "Healthy twins that were traced used "
              + ratio(score.tracingCost())
              + " times the CPU time of those that were not (the median of "
              + score.tracingCosts().size()
              + "); Seep itself used "
              + Figures.percent(score.ownCpuOfAHunt())
              + " of a processor for a hunt.");
    }
    return lines;
  }

  /// Misses and cases that did not run, each with its reason: name, then what was wrong.
  public static List<List<String>> misses(Score score) {
    List<List<String>> lines = new ArrayList<>();
    for (CaseRun run : score.missed()) {
      run.misses().forEach(miss -> lines.add(List.of(run.trial().title(), miss)));
    }
    return lines;
  }

  /// Cases that did not run: which of their runs, then why; once for each case and reason.
  public static List<List<String>> notRun(Score score) {
    Map<List<String>, Integer> runs = new LinkedHashMap<>();
    for (CaseRun run : score.notRun()) {
      if (run.outcome() instanceof Outcome.NotRun(String why)) {
        String brief = String.join(" ", why.lines().limit(3).map(String::strip).toList());
        runs.merge(List.of(run.trial().plant().name(), brief), 1, Integer::sum);
      }
    }
    List<List<String>> lines = new ArrayList<>();
    runs.forEach((each, count) ->
        lines.add(
            List.of(
                each.getFirst() + " (" + PsScreen.plural(count, "run", "runs") + ")",
                each.getLast())));
    return lines;
  }

  /// The machine, as label and value.
  public static List<List<String>> machine(Score score) {
    List<List<String>> lines = new ArrayList<>();
    var machine = score.machine();
    lines.add(List.of("kernel", machine.kernel()));
    lines.add(List.of("processors", machine.processors() + " × " + machine.processor()));
    lines.add(List.of("memory", Figures.bytes(machine.memoryBytes())));
    lines.add(List.of("JDK", machine.jdk()));
    new TreeMap<>(machine.tools()).forEach((tool, version) -> lines.add(List.of(tool, version)));
    lines.add(
        List.of(
            "run",
            score.parallel()
                + " hunts at a time, seed "
                + score.seed()
                + ", "
                + Figures.span(score.seconds())
                + " in all"));
    return lines;
  }
}

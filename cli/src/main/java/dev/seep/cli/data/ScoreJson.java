package dev.seep.cli.data;

import dev.seep.casebook.Case;
import dev.seep.contract.Json;
import dev.seep.score.CaseRun;
import dev.seep.score.Grade;
import dev.seep.score.Machine;
import dev.seep.score.Mark;
import dev.seep.score.Measures;
import dev.seep.score.Outcome;
import dev.seep.score.Score;
import dev.seep.score.ScoreSource;
import dev.seep.score.Totals;
import dev.seep.score.Trial;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/// `seep score --json`. A field that has no answer (the class of a twin, the line of a leak whose
/// line cannot be known) is absent; `culprit` says in a word why.
public final class ScoreJson {
  private ScoreJson() {}

  public static void write(Json json, Score score) {
    json.text("startedAt", score.startedAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .real("seconds", score.seconds())
        .number("seed", score.seed())
        .number("parallel", score.parallel());
    machine(json, score.machine());
    json.beginList("cases");
    for (CaseRun run : score.runs()) {
      json.begin();
      run(json, run);
      json.end();
    }
    json.endList();
    totals(json.begin("totals"), score.totals());
    json.real("ownCpuPerHunt", score.ownCpuOfAHunt())
        .real("tracedCpuRatioMedian", score.tracingCost());
    json.begin("bySource");
    for (ScoreSource source : ScoreSource.values()) {
      Totals totals = score.totals(trial -> trial.source() == source);
      totals(json.begin(source.slug()), totals).end();
    }
    json.end().begin("byChapter");
    for (String chapter : Case.CHAPTERS) {
      Totals totals = score.totals(trial -> trial.plant().chapter().equals(chapter));
      totals(json.begin(chapter), totals).end();
    }
    json.end().end();
  }

  private static void machine(Json json, Machine machine) {
    json.begin("machine")
        .text("kernel", machine.kernel())
        .text("processor", machine.processor())
        .number("processors", machine.processors())
        .count("memoryBytes", machine.memoryBytes())
        .text("jdk", machine.jdk())
        .begin("tools");
    new TreeMap<>(machine.tools()).forEach(json::text);
    json.end().end();
  }

  private static void run(Json json, CaseRun run) {
    Trial trial = run.trial();
    json.text("case", trial.plant().name())
        .text("chapter", trial.plant().chapter())
        .text("language", trial.plant().language())
        .text("source", trial.source().slug())
        .flag("twin", !trial.leaking())
        .flag("bait", trial.plant().bait())
        .flag("ran", run.ran());
    switch (run.outcome()) {
      case Outcome.NotRun(String why) -> json.text("why", why);
      case Outcome.Ran(Grade grade, Measures measures) -> {
        graded(json, trial, grade);
        measured(json, measures);
      }
    }
  }

  private static void graded(Json json, Trial trial, Grade grade) {
    json.flag("right", grade.right());
    if (trial.leaking()) {
      json.flag("detected", grade.detected());
      mark(json, "classRight", grade.leakClass());
      mark(json, "placeRight", grade.place());
      mark(json, "culpritRight", grade.culprit());
      json.text("culprit", grade.culprit().words());
    } else {
      json.flag("falseAlarm", !grade.falseAccusations().isEmpty());
    }
    json.text("verdict", grade.verdict())
        .number("accusations", grade.accusations())
        .number("falseAccusations", grade.falseAccusations().size());
    json.text("why", String.join("; ", grade.misses()));
    texts(json, grade.misses());
  }

  private static void texts(Json json, List<String> misses) {
    json.beginList("misses");
    misses.forEach(json::element);
    json.endList();
  }

  private static void mark(Json json, String name, Mark mark) {
    switch (mark) {
      case RIGHT -> json.flag(name, true);
      case WRONG -> json.flag(name, false);
      case CANNOT_KNOW, NOT_ASKED -> {}
    }
  }

  private static void measured(Json json, Measures measures) {
    json.real("secondsToVerdict", measures.secondsToVerdict())
        .count("leakedNeeded", measures.leakedNeeded())
        .real("watchedSeconds", measures.watchedSeconds())
        .real("targetCpuBefore", measures.targetCpuBefore())
        .real("targetCpuDuring", measures.targetCpuDuring());
  }

  private static Json totals(Json json, Totals totals) {
    json.number("runs", totals.runs()).number("notRun", totals.notRun());
    json.number("right", totals.right());
    tally(json, "detected", totals.detected());
    tally(json, "class", totals.leakClass());
    tally(json, "place", totals.place());
    tally(json, "culprit", totals.culprit());
    return json.number("culpritCannotKnow", totals.cannotKnow())
        .number("healthyRuns", totals.healthyRuns())
        .number("falseAlarms", totals.falseAlarms())
        .number("accusations", totals.accusations())
        .number("falseAccusations", totals.falseAccusations())
        .real("precision", totals.precision())
        .real("recall", totals.recall())
        .real("secondsToVerdictMedian", totals.medianSeconds())
        .real("leakedNeededMedian", totals.medianLeaked())
        .real("targetCpuRatioMedian", totals.medianCost());
  }

  private static void tally(Json json, String name, Totals.Tally tally) {
    json.begin(name).number("right", tally.right()).number("asked", tally.asked()).end();
  }
}

package dev.seep.cli.data;

import dev.seep.cli.judge.Judgement;
import dev.seep.contract.Json;
import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.WatchDetector.Standing;
import dev.seep.detector.watch.WatchVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `seep judge --json`.
public final class JudgeJson {
  private JudgeJson() {}

  public static void write(Json json, Judgement judgement) {
    Map<String, List<Change>> byGroup = new LinkedHashMap<>();
    for (Change change : judgement.changes()) {
      byGroup.computeIfAbsent(change.group(), group -> new ArrayList<>()).add(change);
    }
    json.beginList("groups");
    for (Standing standing : judgement.standings()) {
      json.begin()
          .text("group", standing.group())
          .text("tier", standing.tier().slug())
          .text("verdict", standing.verdict().slug())
          .beginList("changes");
      for (Change change : byGroup.getOrDefault(standing.group(), List.of())) {
        change(json.begin(), change).end();
      }
      json.endList().end();
    }
    json.endList()
        .text("verdict", judgement.slug())
        .number("rows", judgement.rows())
        .real("seconds", judgement.spanSeconds())
        .blind(judgement.blind());
  }

  private static Json change(Json json, Change change) {
    json.real("atSeconds", change.atSeconds())
        .text("verdict", change.verdict().slug())
        .flag("critical", change.critical());
    if (change.verdict() != WatchVerdict.HEALTHY) {
      json.real("sinceSeconds", change.since())
          .real("perMinute", change.perMinute())
          .real("perMinuteLow", change.perMinuteLow())
          .real("perMinuteHigh", change.perMinuteHigh())
          .real("limitInSeconds", change.limitInSeconds().orElse(Double.NaN))
          .real("limitInSecondsLow", change.limitInSecondsLow().orElse(Double.NaN))
          .real("limitInSecondsHigh", change.limitInSecondsHigh().orElse(Double.NaN))
          .real("falseAlarmProbability", change.falseAlarmProbability())
          .count("leaked", change.leaked());
    }
    return json.text("reason", change.reason());
  }
}

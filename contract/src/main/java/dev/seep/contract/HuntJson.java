package dev.seep.contract;

import dev.seep.evidence.Cost;
import dev.seep.evidence.Difference;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HeldBy;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.Origin;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `seep hunt --json`. A time to the limit that is absent means: never at this rate.
public final class HuntJson {
  private HuntJson() {}

  public static void write(Json json, HuntReport report) {
    body(json, report);
    if (!report.children().isEmpty()) {
      json.beginList("children");
      for (HuntReport child : report.children()) {
        body(json.begin(), child);
        json.end();
      }
      json.endList();
    }
    cost(json, report.cost());
  }

  private static void body(Json json, HuntReport report) {
    ProcessJson.process(json, report.process());
    json.begin("descriptors");
    ProcessJson.counts(json, report.open(), report.limits());
    json.end();
    watched(json, report.watched());
    json.text("verdict", report.verdict().slug()).text("reason", report.verdict().reason());
    needed(json, report.verdict());
    json.beginList("findings");
    for (Finding finding : report.findings()) {
      json.begin();
      finding(json, finding);
      json.end();
    }
    json.endList().blind(report.blind());
  }

  public static void cost(Json json, Cost cost) {
    json.begin("cost")
        .real("cpuSeconds", cost.cpuSeconds())
        .count("residentBytes", cost.residentBytes())
        .end();
  }

  private static void watched(Json json, Watched watched) {
    json.begin("watched")
        .real("seconds", watched.seconds())
        .text("source", watched.source().slug())
        .number("opened", watched.opened())
        .number("closed", watched.closed())
        .number("dropped", watched.dropped())
        .number("looks", watched.looks())
        .flag("interrupted", watched.interrupted());
    Tracing tracing = watched.tracing();
    if (tracing != null) {
      json.begin("tracing")
          .number("opened", tracing.opened())
          .number("closed", tracing.closed())
          .number("lost", tracing.lost())
          .number("unmatched", tracing.unmatched())
          .number("stacks", tracing.stacks())
          .number("brokenStacks", tracing.brokenStacks());
      exhausted(json, tracing.exhausted());
      json.end();
    }
    json.end();
  }

  /// Absent when no call was refused.
  private static void exhausted(Json json, List<Exhaustion> exhausted) {
    if (exhausted.isEmpty()) {
      return;
    }
    json.beginList("exhausted");
    for (Exhaustion each : exhausted) {
      json.begin()
          .text("call", each.call())
          .text("error", Errno.name(each.errno()))
          .number("count", each.count())
          .real("lastSecondsAgo", each.lastSecondsAgo())
          .end();
    }
    json.endList();
  }

  private static void needed(Json json, Verdict verdict) {
    if (verdict instanceof Verdict.Unknown unknown && unknown.needed().isPositive()) {
      json.real("neededSeconds", unknown.needed().toMillis() / 1000.0);
    }
  }

  private static void finding(Json json, Finding finding) {
    json.text("verdict", finding.verdict().slug())
        .text("class", finding.leakClass().slug())
        .text("resource", finding.resource().slug())
        .text("what", finding.what())
        .number("count", finding.count())
        .real("perMinute", finding.rate().perMinute())
        .real("perMinuteLow", finding.rate().perMinuteLow())
        .real("perMinuteHigh", finding.rate().perMinuteHigh())
        .real("limitInSeconds", finding.forecast().limitInSeconds())
        .real("limitInSecondsLow", finding.forecast().lowSeconds())
        .real("limitInSecondsHigh", finding.forecast().highSeconds())
        .real("falseAlarmProbability", finding.falseAlarmProbability())
        .textUnlessEmpty("peer", finding.peer())
        .textUnlessEmpty("path", finding.path())
        .real("oldestSeconds", finding.oldestSeconds())
        .count("ceiling", finding.ceiling());
    origin(json, finding.origin());
    json.begin("siblings")
        .count("opened", finding.siblings().opened())
        .count("closed", finding.siblings().closed())
        .real("medianLifeSeconds", finding.siblings().medianLifeSeconds())
        .end();
    differences(json, finding.differences());
    lastUse(json, finding.lastUse());
    if (!finding.heldBy().isEmpty()) {
      json.beginList("heldBy");
      for (HeldBy step : finding.heldBy()) {
        json.begin().text("type", step.type()).text("field", step.field());
        json.text("root", step.root()).end();
      }
      json.endList();
    }
    json.text("reason", finding.verdict().reason()).text("advice", finding.advice());
    needed(json, finding.verdict());
    texts(json, "against", finding.against());
    texts(json, "remarks", finding.remarks());
  }

  private static void texts(Json json, String name, List<String> texts) {
    json.beginList(name);
    texts.forEach(json::element);
    json.endList();
  }

  private static void differences(Json json, List<Difference> differences) {
    if (!differences.isEmpty()) {
      json.beginList("differences");
      for (Difference difference : differences) {
        json.begin().text("what", difference.what());
        json.real("amongSurvivors", difference.amongSurvivors());
        json.real("amongClosed", difference.amongClosed()).end();
      }
      json.endList();
    }
  }

  private static void origin(Json json, @Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    json.begin("origin").real("share", origin.share()).text("claim", origin.claim().slug());
    json.flag("whole", origin.whole()).number("inferred", origin.inferred());
    json.beginList("frames");
    for (Frame frame : origin.frames()) {
      json.begin().text("function", frame.function()).textUnlessEmpty("file", frame.file());
      if (frame.line() > 0) {
        json.number("line", frame.line());
      }
      json.textUnlessEmpty("module", frame.module());
      json.textUnlessEmpty("language", frame.language()).end();
    }
    json.endList().end();
  }

  private static void lastUse(Json json, @Nullable LastUse use) {
    if (use != null) {
      json.begin("lastUse").text("call", use.call()).text("result", use.result());
      json.real("secondsAgo", use.secondsAgo()).end();
    }
  }
}

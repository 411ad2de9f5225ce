package dev.seep.cli.daemon;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Rate;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.evidence.watch.Workload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The watch's records, read back from the shapes of its API. What is absent there is not known.
public final class WatchJson {
  private WatchJson() {}

  /// The moment, or the epoch when it is none.
  public static Instant moment(JsonTree tree) {
    try {
      return tree.isMissing() ? Instant.EPOCH : Instant.parse(tree.text());
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /// One row of `processes`.
  public static WatchedProcess row(JsonTree row) {
    Map<String, Integer> classes = new LinkedHashMap<>();
    for (JsonTree each : row.at("classes").items()) {
      classes.put(each.at("class").text(), each.at("count").count(0));
    }
    List<Integer> recent = new ArrayList<>();
    for (JsonTree count : row.at("recent").items()) {
      recent.add(count.count(-1));
    }
    return new WatchedProcess(
        lineage(row.at("lineage")),
        process(row.at("process"), row.at("threads").count(0)),
        row.at("user").text(),
        row.at("descriptors", "open").count(-1),
        limits(row.at("descriptors")),
        row.at("memory", "residentBytes").number(-1),
        classes,
        row.at("perMinute").real(Double.NaN),
        standing(row.at("standing").text()),
        forecast(row),
        recent,
        row.at("incident").text(),
        blinds(row.at("blind")).stream().findFirst().orElse(null));
  }

  /// @param threads stand beside the process in the API's objects; the identity is by start time,
  ///   as the API does not tell clock ticks
  public static ProcessFacts process(JsonTree process, int threads) {
    Instant started = moment(process.at("startTime"));
    return new ProcessFacts(
        new ProcessIdentity(Math.max(1, process.at("pid").count(1)), started.toEpochMilli()),
        0,
        process.at("name").text(),
        process.at("command").texts(),
        process.at("uid").count(-1),
        started,
        '?',
        threads);
  }

  public static @Nullable Lineage lineage(JsonTree lineage) {
    if (lineage.isMissing()) {
      return null;
    }
    JsonTree workload = lineage.at("workload");
    return new Lineage(
        new Workload(kind(workload.at("kind").text()), workload.at("name").text()),
        lineage.at("name").text(),
        lineage.at("slot").count(0));
  }

  private static Workload.Kind kind(String slug) {
    for (Workload.Kind kind : Workload.Kind.values()) {
      if (kind.slug().equals(slug)) {
        return kind;
      }
    }
    return Workload.Kind.COMMAND;
  }

  public static DescriptorLimits limits(JsonTree descriptors) {
    return new DescriptorLimits(limit(descriptors, "softLimit"), limit(descriptors, "hardLimit"));
  }

  /// No limit is told by a flag.
  public static long limit(JsonTree tree, String name) {
    return tree.at(name + "Unlimited").flag()
        ? DescriptorLimits.UNLIMITED
        : tree.at(name).number(-1);
  }

  /// One that this version does not know of is more than healthy.
  private static Standing standing(String slug) {
    for (Standing standing : Standing.values()) {
      if (standing.slug().equals(slug)) {
        return standing;
      }
    }
    return Standing.SUSPECT;
  }

  /// Absent means: never at this rate.
  public static Forecast forecast(JsonTree tree) {
    return new Forecast(
        tree.at("limitInSeconds").real(Double.POSITIVE_INFINITY),
        tree.at("limitInSecondsLow").real(Double.POSITIVE_INFINITY),
        tree.at("limitInSecondsHigh").real(Double.POSITIVE_INFINITY));
  }

  public static Rate rate(JsonTree tree) {
    return new Rate(
        tree.at("perMinute").real(0),
        tree.at("perMinuteLow").real(0),
        tree.at("perMinuteHigh").real(0));
  }

  public static List<Frame> frames(JsonTree frames) {
    List<Frame> all = new ArrayList<>();
    for (JsonTree frame : frames.items()) {
      all.add(
          new Frame(
              frame.at("function").text(),
              frame.at("file").text(),
              frame.at("line").count(0),
              frame.at("module").text(),
              frame.at("language").text()));
    }
    return all;
  }

  public static List<Blind> blinds(JsonTree list) {
    List<Blind> all = new ArrayList<>();
    for (JsonTree one : list.items()) {
      all.add(blind(one));
    }
    return all;
  }

  static Blind blind(JsonTree one) {
    return new Blind(one.at("what").text(), one.at("why").text(), one.at("mend").text());
  }
}

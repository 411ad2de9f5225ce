package dev.seep.watch;

import dev.seep.contract.JsonTree;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a closer look came to, as far as the watch acts on it; the whole report is kept beside it.
///
/// @param verdict of the whole, the slug of the JSON contract
/// @param exhausted calls that failed for want of descriptors, in plain words
record HuntDigest(
    int pid,
    String startTime,
    String verdict,
    String reason,
    List<Item> findings,
    List<String> exhausted) {

  /// One finding.
  record Item(
      String verdict,
      LeakClass leakClass,
      ResourceKind resource,
      String what,
      String peer,
      String path,
      List<Frame> frames,
      long count,
      Rate rate,
      Forecast forecast,
      double falseAlarmProbability,
      String reason,
      String advice,
      List<String> evidence) {

    boolean isLeak() {
      return verdict.equals("leak");
    }

    boolean isSuspect() {
      return verdict.equals("suspect");
    }
  }

  /// Takes the contract's `hunt` shape.
  ///
  /// @return empty when it is none
  static Optional<HuntDigest> of(String json) {
    return JsonTree.parse(json)
        .filter(tree -> tree.has("verdict") && tree.has("process"))
        .map(HuntDigest::of);
  }

  private static HuntDigest of(JsonTree tree) {
    JsonTree process = tree.at("process");
    List<Item> findings = new ArrayList<>();
    for (JsonTree finding : tree.objects("findings")) {
      item(finding).ifPresent(findings::add);
    }
    return new HuntDigest(
        (int) process.whole("pid"),
        process.text("startTime"),
        tree.text("verdict"),
        tree.text("reason"),
        List.copyOf(findings),
        exhausted(tree.at("watched").at("tracing")));
  }

  private static List<String> exhausted(JsonTree tracing) {
    List<String> lines = new ArrayList<>();
    for (JsonTree one : tracing.objects("exhausted")) {
      lines.add(
          one.text("call") + " → " + one.text("errno") + ", " + one.whole("count") + " times");
    }
    return lines;
  }

  private static Optional<Item> item(JsonTree finding) {
    Optional<LeakClass> leakClass = leakClass(finding.text("class"));
    Optional<ResourceKind> resource = resource(finding.text("resource"));
    if (leakClass.isEmpty() || resource.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Item(
            finding.text("verdict"),
            leakClass.get(),
            resource.get(),
            finding.text("what"),
            finding.text("peer"),
            finding.text("path"),
            frames(finding.at("origin")),
            finding.whole("count"),
            rate(finding),
            forecast(finding),
            finding.real("falseAlarmProbability"),
            finding.text("reason"),
            finding.text("advice"),
            evidence(finding)));
  }

  static Optional<LeakClass> leakClass(String slug) {
    for (LeakClass one : LeakClass.values()) {
      if (one.slug().equals(slug)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  static Optional<ResourceKind> resource(String slug) {
    for (ResourceKind one : ResourceKind.values()) {
      if (one.slug().equals(slug)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  static Rate rate(JsonTree tree) {
    double rate = tree.real("perMinute");
    return Double.isNaN(rate)
        ? Rate.NONE
        : new Rate(rate, or(tree.real("perMinuteLow"), rate), or(tree.real("perMinuteHigh"), rate));
  }

  static Forecast forecast(JsonTree tree) {
    double at = or(tree.real("limitInSeconds"), Double.POSITIVE_INFINITY);
    return new Forecast(
        at,
        or(tree.real("limitInSecondsLow"), at),
        or(tree.real("limitInSecondsHigh"), Double.POSITIVE_INFINITY));
  }

  private static double or(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  static List<Frame> frames(JsonTree origin) {
    List<Frame> frames = new ArrayList<>();
    for (JsonTree frame : origin.objects("frames")) {
      frames.add(
          new Frame(
              frame.text("function"),
              frame.text("file"),
              (int) Math.max(0, frame.whole("line")),
              frame.text("module"),
              frame.text("language")));
    }
    return frames;
  }

  private static List<String> evidence(JsonTree finding) {
    List<String> lines = new ArrayList<>();
    JsonTree siblings = finding.at("siblings");
    if (siblings.whole("opened") > 0) {
      double life = siblings.real("medianLifeSeconds");
      lines.add(
          siblings.whole("opened")
              + " opened while it was looked at, "
              + siblings.whole("closed")
              + " closed"
              + (Double.isNaN(life)
                  ? ""
                  : String.format(Locale.ROOT, ", after %.3g s in the middle", life)));
    }
    JsonTree last = finding.at("lastUse");
    if (last.has("call")) {
      lines.add("last use: " + last.text("call") + " → " + last.text("result"));
    }
    lines.addAll(finding.texts("remarks"));
    lines.addAll(finding.texts("against"));
    return lines;
  }
}

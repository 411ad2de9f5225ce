package dev.seep.cli.judge;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Style;
import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.Tier;
import dev.seep.detector.watch.WatchDetector.Standing;
import dev.seep.detector.watch.WatchVerdict;

/// What a person reads: two lines a change, and what it came to.
public final class JudgeLines {
  private static final int INDENT = 10;

  private JudgeLines() {}

  /// @param sinceBegin seconds from the recording's first row
  public static void change(Canvas canvas, Change change, double sinceBegin) {
    String when = Figures.span(sinceBegin);
    canvas.put(when).spaces(Math.max(2, INDENT - when.length()));
    canvas.put(style(change.verdict()), word(change.verdict())).put("  ");
    canvas.put(Style.BOLD, canvas.name(change.group()));
    if (change.verdict() != WatchVerdict.HEALTHY) {
      canvas.put("  ").put(pace(canvas, change));
      String end = end(canvas, change);
      canvas.put(end.isEmpty() ? "" : "  " + end);
      canvas.put("  ").put(Figures.probability(change.falseAlarmProbability()));
    }
    canvas.line();
    if (change.critical()) {
      canvas.spaces(INDENT).put(Style.ALARM, "the limit is less than an hour away").line();
    }
    canvas.spaces(INDENT).wrapped(INDENT, change.reason());
  }

  private static String pace(Canvas canvas, Change change) {
    double perMinute = change.perMinute();
    boolean memory = change.tier() == Tier.MEMORY;
    // Told in the longest unit in which a slow leak is a number to remember.
    double scale = memory || perMinute >= 0.5 ? 1 : perMinute * 60 >= 0.5 ? 60 : 1440;
    String unit = scale == 1 ? " a minute" : scale == 60 ? " an hour" : " a day";
    return "+"
        + amount(perMinute * scale, memory)
        + unit
        + " ("
        + amount(change.perMinuteLow() * scale, memory)
        + canvas.glyphs().range()
        + amount(change.perMinuteHigh() * scale, memory)
        + ")";
  }

  private static String amount(double value, boolean memory) {
    return memory ? Figures.bytes(Math.round(value)) : Figures.fitting(value);
  }

  private static String end(Canvas canvas, Change change) {
    if (change.limitInSeconds().isEmpty()) {
      return "";
    }
    return "limit in "
        + Figures.span(change.limitInSeconds().getAsDouble())
        + " ("
        + Figures.span(change.limitInSecondsLow().orElse(Double.NaN))
        + canvas.glyphs().range()
        + Figures.span(change.limitInSecondsHigh().orElse(Double.NaN))
        + ")";
  }

  public static void summary(Canvas canvas, Judgement judgement) {
    int leaking = count(judgement, WatchVerdict.LEAK);
    int growing = count(judgement, WatchVerdict.GROWING);
    int groups = judgement.standings().size();
    canvas.put(
        judgement.isTooShort() ? Style.CYAN : style(judgement.worst()),
        judgement.isTooShort() ? "UNKNOWN" : word(judgement.worst()));
    canvas.put("  " + Figures.grouped(groups) + (groups == 1 ? " group" : " groups"));
    canvas.dot().put(Figures.grouped(leaking) + " leaking");
    canvas.dot().put(Figures.grouped(growing) + " growing");
    canvas.dot().put(Figures.grouped(judgement.rows()) + " rows over ");
    canvas.line(Figures.span(judgement.spanSeconds()));
  }

  private static int count(Judgement judgement, WatchVerdict verdict) {
    int count = 0;
    for (Standing standing : judgement.standings()) {
      count += standing.verdict() == verdict ? 1 : 0;
    }
    return count;
  }

  private static String word(WatchVerdict verdict) {
    return switch (verdict) {
      case HEALTHY -> "OK";
      case GROWING -> "SUSPECT";
      case LEAK -> "LEAK";
    };
  }

  private static Style style(WatchVerdict verdict) {
    return switch (verdict) {
      case HEALTHY -> Style.GREEN;
      case GROWING -> Style.YELLOW;
      case LEAK -> Style.ALARM;
    };
  }
}

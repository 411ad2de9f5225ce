package dev.seep.cli.render;

import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Source;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `seep hunt`: the verdict, and all that it rests on.
public final class HuntScreen {
  private static final int LABEL = 12;
  private static final int FRAMES_SHOWN = 8;

  private final Canvas canvas;
  private final HuntReport report;
  private final int margin;

  private HuntScreen(Canvas canvas, HuntReport report) {
    this.canvas = canvas;
    this.report = report;
    int widest = word(report.verdict()).length();
    for (Finding finding : report.findings()) {
      widest = Math.max(widest, word(finding.verdict()).length());
    }
    this.margin = widest + 2;
  }

  public static void draw(Canvas canvas, HuntReport report, Instant now) {
    HuntScreen screen = new HuntScreen(canvas, report);
    Header.begin(canvas, report.process(), now).dot();
    canvas.line(Header.used(report.open(), report.limits()));
    screen.drawWatched(report.watched());
    for (Finding finding : report.findings()) {
      canvas.line();
      screen.drawFinding(finding);
    }
    screen.drawVerdict();
    if (!report.blind().isEmpty()) {
      canvas.line();
      BlindLines.draw(canvas, report.blind());
    }
  }

  private void drawWatched(Watched watched) {
    canvas.put("watched for " + Figures.span(watched.seconds()));
    canvas.put(" through " + PsScreen.sourceName(watched.source().slug()));
    if (watched.looks() > 0) {
      canvas.put(" in " + PsScreen.plural(watched.looks(), "look", "looks"));
    }
    // Between two looks a descriptor may open and close unseen, whatever the source of the looks.
    boolean snapshots = watched.looks() > 0 || watched.source() == Source.PROCFS;
    canvas.put(snapshots ? ": at least " : ": ");
    canvas.put(Figures.grouped(watched.opened()) + " opened, ");
    canvas.put(Figures.grouped(watched.closed()) + " closed");
    if (watched.dropped() > 0) {
      canvas.put(Style.YELLOW, ", " + Figures.grouped(watched.dropped()) + " events lost");
    }
    canvas.line(watched.interrupted() ? " (stopped early, as you asked)" : "");
  }

  private void drawFinding(Finding finding) {
    String word = word(finding.verdict());
    canvas.put(style(finding.verdict()), word).spaces(margin - word.length());
    if (finding.verdict().gravity() == 0) {
      String count = finding.count() > 0 ? ": " + amount(finding, finding.count()) : "";
      canvas.wrapped(
          margin, canvas.name(finding.what() + count + ", " + finding.verdict().reason()));
      return;
    }
    drawFirstLine(finding);
    canvas.spaces(margin).wrapped(margin, particulars(finding));
    drawOrigin(finding.origin());
    drawSiblings(finding.siblings());
    if (finding.lastUse() != null) {
      var use = finding.lastUse();
      label(
          "last use",
          use.call()
              + " "
              + canvas.glyphs().arrow()
              + " "
              + use.result()
              + ", "
              + Figures.span(use.secondsAgo())
              + " ago");
    }
    for (var step : finding.heldBy()) {
      label("held by", step.type() + "." + step.field() + " (" + step.root() + ")");
    }
    String chance = Figures.probability(finding.falseAlarmProbability());
    String reason = finding.verdict().reason();
    label("why", chance.isEmpty() ? reason : reason + " (chance alone: " + chance + ")");
    drawNeeded(finding.verdict());
    label("so", finding.advice());
    for (String remark : finding.remarks()) {
      int colon = remark.indexOf(": ");
      boolean labelled = colon > 0 && colon < LABEL;
      label(
          labelled ? remark.substring(0, colon) : "note",
          labelled ? remark.substring(colon + 2) : remark);
    }
  }

  /// `sockets that were never connected +13.2 a minute (12.1–14.4) limit in 16 min (12–21)`, in two
  /// lines where one is too short.
  private void drawFirstLine(Finding finding) {
    String what = canvas.name(finding.what());
    String pace = pace(finding);
    String end = forecast(finding);
    canvas.put(Style.BOLD, what);
    int used = margin + DisplayWidth.of(what) + 3 + DisplayWidth.of(pace + end) + 3;
    if (used > canvas.width()) {
      canvas.line().spaces(margin);
    } else {
      canvas.spaces(3);
    }
    canvas.put(pace);
    if (!end.isEmpty()) {
      canvas.spaces(3).put(style(finding.verdict()), end);
    }
    canvas.line();
  }

  private String pace(Finding finding) {
    Rate rate = finding.rate();
    if (rate.equals(Rate.NONE)) {
      return "not growing";
    }
    String range = canvas.glyphs().range();
    String interval =
        " ("
            + perMinute(finding, rate.perMinuteLow())
            + range
            + perMinute(finding, rate.perMinuteHigh())
            + ")";
    String sign = rate.perMinute() > 0 ? "+" : "";
    return sign + perMinute(finding, rate.perMinute()) + " a minute" + interval;
  }

  private String perMinute(Finding finding, double rate) {
    if (!Double.isFinite(rate)) {
      return canvas.glyphs().never();
    }
    return finding.resource() == ResourceKind.MEMORY
        ? (rate < 0 ? "-" : "") + Figures.bytes(Math.round(Math.abs(rate)))
        : Figures.fitting(rate);
  }

  private String forecast(Finding finding) {
    if (finding.ceiling() >= 0) {
      return "at most " + amount(finding, finding.ceiling());
    }
    Forecast forecast = finding.forecast();
    if (forecast.isNever() || !Double.isFinite(forecast.limitInSeconds())) {
      return "";
    }
    TimeUnit unit = TimeUnit.of(forecast.limitInSeconds());
    return "limit in "
        + unit.of(forecast.limitInSeconds(), canvas)
        + " "
        + unit.word
        + " ("
        + unit.of(forecast.lowSeconds(), canvas)
        + canvas.glyphs().range()
        + unit.of(forecast.highSeconds(), canvas)
        + ")";
  }

  /// The unit a forecast and both its ends are told in.
  private enum TimeUnit {
    SECONDS("s", 1, 90),
    MINUTES("min", 60, 90 * 60),
    HOURS("h", 3600, 48 * 3600),
    DAYS("days", 86_400, Double.POSITIVE_INFINITY);

    private final String word;
    private final double seconds;
    private final double upTo;

    TimeUnit(String word, double seconds, double upTo) {
      this.word = word;
      this.seconds = seconds;
      this.upTo = upTo;
    }

    static TimeUnit of(double seconds) {
      for (TimeUnit unit : values()) {
        if (seconds < unit.upTo) {
          return unit;
        }
      }
      return DAYS;
    }

    String of(double value, Canvas canvas) {
      double scaled = value / seconds;
      return Double.isFinite(scaled)
          ? Figures.decimal(scaled, scaled < 9.95 && seconds > 1 ? 1 : 0)
          : canvas.glyphs().never();
    }
  }

  private String particulars(Finding finding) {
    StringBuilder text = new StringBuilder(96);
    boolean bytes = finding.resource() == ResourceKind.MEMORY;
    text.append(amount(finding, finding.count())).append(bytes ? " held" : " of them");
    text.append(canvas.glyphs().dot()).append(finding.leakClass().slug());
    if (!finding.peer().isEmpty()) {
      text.append(canvas.glyphs().dot()).append("towards ").append(canvas.name(finding.peer()));
    }
    if (!finding.path().isEmpty()) {
      text.append(canvas.glyphs().dot()).append(canvas.name(finding.path()));
    }
    if (!Double.isNaN(finding.oldestSeconds())) {
      text.append(canvas.glyphs().dot()).append("oldest ");
      text.append(Figures.span(finding.oldestSeconds()));
    }
    return text.toString();
  }

  private static String amount(Finding finding, long count) {
    return finding.resource() == ResourceKind.MEMORY
        ? Figures.bytes(count)
        : Figures.grouped(count);
  }

  private void drawOrigin(@Nullable Origin origin) {
    if (origin == null) {
      return;
    }
    String label = "opened by";
    int shown = Math.min(FRAMES_SHOWN, origin.frames().size());
    int widest = 0;
    for (Frame frame : origin.frames().subList(0, shown)) {
      widest = Math.max(widest, DisplayWidth.of(canvas.name(frame.function())));
    }
    for (Frame frame : origin.frames().subList(0, shown)) {
      String function = canvas.name(frame.function());
      canvas.spaces(margin).put(label).spaces(LABEL - label.length()).put(function);
      canvas.spaces(widest - DisplayWidth.of(function) + 2).line(place(frame));
      label = "";
    }
    if (origin.share() < 0.995) {
      canvas.spaces(margin + LABEL).line("(" + Figures.percent(origin.share()) + " of them)");
    }
  }

  private String place(Frame frame) {
    String file = canvas.name(frame.file().isEmpty() ? frame.module() : frame.file());
    return frame.line() > 0 ? file + ":" + frame.line() : file;
  }

  private void drawSiblings(Siblings siblings) {
    if (siblings.opened() <= 0 && siblings.closed() <= 0) {
      return;
    }
    String median =
        Double.isNaN(siblings.medianLifeSeconds())
            ? ""
            : " (median life " + Figures.span(siblings.medianLifeSeconds()) + ")";
    label(
        "siblings",
        Figures.grouped(siblings.opened())
            + " seen to open, "
            + Figures.grouped(siblings.closed())
            + " to close"
            + median);
  }

  private void drawNeeded(Verdict verdict) {
    if (verdict instanceof Verdict.Unknown unknown && unknown.needed().isPositive()) {
      double seconds = unknown.needed().toMillis() / 1e3;
      long minutes = (long) Math.ceil((report.watched().seconds() + seconds) / 60);
      label(
          "needed",
          "about "
              + Figures.span(seconds)
              + " more: seep hunt "
              + report.process().pid()
              + " --for "
              + minutes
              + "m");
    }
  }

  private void label(String label, String text) {
    if (!text.isEmpty()) {
      canvas.spaces(margin).put(Style.DIM, label).spaces(LABEL - label.length());
      canvas.wrapped(margin + LABEL, canvas.name(text));
    }
  }

  /// The verdict over all, unless the first finding has just said the same.
  private void drawVerdict() {
    Verdict verdict = report.verdict();
    if (!report.findings().isEmpty()
        && report.findings().getFirst().verdict().slug().equals(verdict.slug())) {
      return;
    }
    String word = word(verdict);
    canvas.line().put(style(verdict), word).spaces(margin - word.length());
    canvas.wrapped(margin, canvas.name(verdict.reason()));
    drawNeeded(verdict);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy _ -> "OK";
      case Verdict.Suspect _ -> "SUSPECT";
      case Verdict.Leak _ -> "LEAK";
      case Verdict.Unknown _ -> "UNKNOWN";
    };
  }

  private static Style style(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy _ -> Style.GREEN;
      case Verdict.Suspect _ -> Style.YELLOW;
      case Verdict.Leak _ -> Style.ALARM;
      case Verdict.Unknown _ -> Style.CYAN;
    };
  }
}

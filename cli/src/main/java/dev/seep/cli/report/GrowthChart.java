package dev.seep.cli.report;

import dev.seep.cli.render.Figures;
import dev.seep.evidence.CountPoint;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many descriptors were open while Seep watched and, where something leaks, how that goes on
/// until the limit. These are two drawings, as a leak of hours would make a dot of a watch of
/// minutes.
final class GrowthChart {
  private static final int HEIGHT = 170;
  private static final int MOST_POINTS = 400;
  private static final int ROWS_IN_TABLE = 20;

  /// How far the forecast is drawn, against the time to the limit, should its end lie further off.
  private static final double FURTHEST = 2;

  private final Html html;
  private final HuntReport report;

  private GrowthChart(Html html, HuntReport report) {
    this.html = html;
    this.report = report;
  }

  static void draw(Html html, HuntReport report) {
    Optional<Forecast> forecast = forecast(report);
    if (report.growth().size() < 2 && forecast.isEmpty()) {
      return;
    }
    GrowthChart chart = new GrowthChart(html, report);
    html.raw("<section class=\"card\"><h2>How many were open</h2>\n<div class=\"pair\">\n");
    if (report.growth().size() >= 2) {
      chart.watched(thinned(report.growth()));
    }
    forecast.ifPresent(chart::ahead);
    html.raw("</div>\n");
    chart.table();
    html.raw("</section>\n");
  }

  /// The forecast of the first finding that has one, where it and the limit can be drawn.
  private static Optional<Forecast> forecast(HuntReport report) {
    long soft = report.limits().soft();
    if (report.open() < 0 || soft <= report.open() || soft == DescriptorLimits.UNLIMITED) {
      return Optional.empty();
    }
    return report.findings().stream()
        .filter(finding -> finding.resource() == ResourceKind.DESCRIPTOR)
        .filter(finding -> finding.verdict().gravity() >= 2)
        .map(Finding::forecast)
        .filter(each -> Double.isFinite(each.limitInSeconds()) && each.limitInSeconds() > 0)
        .findFirst();
  }

  /// Every n-th, and the last.
  private static List<CountPoint> thinned(List<CountPoint> points) {
    int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<CountPoint> some = new ArrayList<>();
    for (int i = 0; i < points.size() - 1; i += step) {
      some.add(points.get(i));
    }
    some.add(points.getLast());
    return some;
  }

  private void watched(List<CountPoint> points) {
    int least = points.stream().mapToInt(CountPoint::open).min().orElse(0);
    int most = points.stream().mapToInt(CountPoint::open).max().orElse(0);
    double margin = Math.max(1, (most - least) * 0.08);
    Scale scale =
        new Scale(
            points.getFirst().atSeconds(),
            Math.max(points.getLast().atSeconds(), points.getFirst().atSeconds() + 1e-3),
            Math.max(0, least - margin),
            most + margin);
    begin("While Seep watched", "Open descriptors while watched; a table follows");
    StringBuilder line = new StringBuilder(points.size() * 16);
    for (CountPoint point : points) {
      line.append(scale.point(point.atSeconds(), point.open())).append(' ');
    }
    line("open", line.toString().strip());
    html.raw("</svg>\n");
    boolean rises = points.getLast().open() >= points.getFirst().open();
    mark(rises ? "4" : "99%", rises ? "start" : "end", 16, Figures.grouped(most));
    mark(rises ? "99%" : "4", rises ? "end" : "start", HEIGHT - 7, Figures.grouped(least));
    times("0s", Figures.span(points.getLast().atSeconds()));
    html.raw("</svg></figure>\n");
  }

  private void ahead(Forecast forecast) {
    double limit = report.limits().soft();
    double furthest = forecast.limitInSeconds() * FURTHEST;
    double until = Math.min(furthest, Math.max(forecast.highSeconds(), forecast.limitInSeconds()));
    double room = limit - report.open();
    Scale scale = new Scale(0, until * 1.05, report.open() - 0.2 * room, limit + 0.16 * room);
    begin("If it goes on like this", "Forecast: the limit is reached in " + span(forecast));
    String now = scale.point(0, report.open());
    String reached = towards(scale, forecast.limitInSeconds(), limit);
    html.raw("<polygon class=\"band\" points=\"" + now + " ");
    html.raw(towards(scale, forecast.lowSeconds(), limit) + " ");
    if (forecast.lowSeconds() < until) {
      html.raw(scale.point(until, limit) + " ");
    }
    html.raw(towards(scale, forecast.highSeconds(), until, limit) + "\"/>\n");
    line("limit", scale.point(0, limit) + " " + scale.point(until * 1.05, limit));
    line("drop", reached + " " + scale.point(forecast.limitInSeconds(), scale.fromY()));
    line("ahead", now + " " + reached);
    html.raw("</svg>\n");
    int top = (int) (HEIGHT * scale.down(limit) / 100);
    mark("4", "start", top - 6, "limit " + Figures.limit(report.limits().soft()));
    mark("4", "start", HEIGHT - 7, "now " + Figures.grouped(report.open()));
    double share = forecast.limitInSeconds() / (until * 1.05);
    times("now", share < 0.75 ? Figures.span(until * 1.05) : "");
    String at = FlameGraph.percent(100 * share);
    mark(at, share < 0.85 ? "middle" : "end", HEIGHT + 15, Figures.span(forecast.limitInSeconds()));
    html.raw("</svg></figure>\n");
  }

  private void line(String kind, String points) {
    html.raw("<polyline class=\"" + kind + "\" vector-effect=\"non-scaling-stroke\" points=\"");
    html.raw(points).raw("\"/>\n");
  }

  /// Where growth at one end of the interval meets the limit.
  private static String towards(Scale scale, double seconds, double limit) {
    return scale.point(Math.max(0, Math.min(seconds, scale.toX)), limit);
  }

  /// The same for the slow end, which may lie far outside, or nowhere.
  private String towards(Scale scale, double seconds, double until, double limit) {
    if (seconds <= until) {
      return scale.point(seconds, limit);
    }
    double grown = Double.isFinite(seconds) ? (limit - report.open()) * until / seconds : 0;
    return scale.point(until, report.open() + grown);
  }

  private static String span(Forecast forecast) {
    String high =
        Double.isFinite(forecast.highSeconds()) ? Figures.span(forecast.highSeconds()) : "never";
    return Figures.span(forecast.limitInSeconds())
        + " (95 %: "
        + Figures.span(forecast.lowSeconds())
        + " to "
        + high
        + ")";
  }

  private void begin(String title, String label) {
    html.raw("<figure><figcaption>").text(title).raw("</figcaption>\n");
    html.raw("<svg class=\"chart\" width=\"100%\" height=\"" + (HEIGHT + 20) + "\" role=\"img\"");
    html.attribute("aria-label", label).raw(">\n<svg width=\"100%\" height=\"" + HEIGHT + "\"");
    html.raw(" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">\n");
    html.raw("<rect class=\"ground\" width=\"100\" height=\"100\"/>\n");
  }

  private void mark(String x, String anchor, int y, String text) {
    html.raw("<text class=\"tick\" x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor);
    html.raw("\">").text(text).raw("</text>\n");
  }

  private void times(String from, String to) {
    html.raw("<text class=\"tick\" x=\"0\" y=\"" + (HEIGHT + 15) + "\">").text(from);
    html.raw("</text><text class=\"tick\" x=\"100%\" text-anchor=\"end\" y=\"" + (HEIGHT + 15));
    html.raw("\">").text(to).raw("</text>\n");
  }

  private void table() {
    html.beginTable("The same as a table", "seconds", "open");
    List<CountPoint> points = report.growth();
    int step = Math.max(1, (points.size() + ROWS_IN_TABLE - 1) / ROWS_IN_TABLE);
    for (int i = 0; i < points.size(); i += step) {
      CountPoint point = points.get(i);
      html.row(Figures.decimal(point.atSeconds(), 1), Figures.grouped(point.open()));
    }
    forecast(report)
        .ifPresent(each -> html.row("in " + span(each), Figures.limit(report.limits().soft())));
    html.endTable();
  }

  /// From seconds and counts to the hundred by hundred of a drawing.
  private record Scale(double fromX, double toX, double fromY, double toY) {

    String point(double seconds, double count) {
      double x = 100 * (seconds - fromX) / (toX - fromX);
      return rounded(x) + "," + rounded(down(count));
    }

    /// From the top, in percent.
    double down(double count) {
      return 100 - 100 * (count - fromY) / (toY - fromY);
    }

    private static double rounded(double value) {
      return Math.round(value * 100) / 100.0;
    }
  }
}

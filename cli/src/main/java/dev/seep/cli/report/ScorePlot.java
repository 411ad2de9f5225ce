package dev.seep.cli.report;

import dev.seep.cli.render.Figures;
import dev.seep.score.CaseRun;
import dev.seep.score.Grade;
import dev.seep.score.Measures;
import dev.seep.score.Outcome;
import dev.seep.score.Score;
import dev.seep.score.ScoreSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// One dot a leaking run, one line a case: how long it took, and how many it needed.
final class ScorePlot {
  private static final int LINE_HEIGHT = 20;

  private final Html html;
  private final Map<String, List<Dot>> dots;

  /// @param value what the axis measures
  private record Dot(ScoreSource source, double value) {}

  private ScorePlot(Html html, Score score, ToDoubleFunction<Measures> measure) {
    this.html = html;
    this.dots = dots(score, measure);
  }

  private static Map<String, List<Dot>> dots(Score score, ToDoubleFunction<Measures> measure) {
    Map<String, List<Dot>> dots = new TreeMap<>();
    for (CaseRun run : score.runs()) {
      if (run.trial().leaking()
          && run.outcome() instanceof Outcome.Ran(Grade _, Measures measures)) {
        double value = measure.applyAsDouble(measures);
        if (Double.isFinite(value) && value >= 0) {
          dots.computeIfAbsent(run.trial().plant().name(), _ -> new ArrayList<>())
              .add(new Dot(run.trial().source(), value));
        }
      }
    }
    return dots;
  }

  static void time(Html html, Score score) {
    ScorePlot plot = new ScorePlot(html, score, Measures::secondsToVerdict);
    double most = Math.max(60, plot.most());
    plot.draw(
        "Time to the verdict",
        "seconds from the first look until the verdict that is due stood",
        value -> value / most,
        List.of(most / 4, most / 2, most * 3 / 4, most),
        Figures::span);
  }

  static void leaked(Html html, Score score) {
    ScorePlot plot = new ScorePlot(html, score, Measures::leakedNeeded);
    double decades = Math.max(2, Math.ceil(Math.log10(Math.max(1, plot.most()))));
    List<Double> ticks = new ArrayList<>();
    for (int i = 1; i <= decades; i++) {
      ticks.add(Math.pow(10, i));
    }
    plot.draw(
        "Leaked until then",
        "descriptors or threads that had leaked by then; each step is ten times more",
        value -> Math.log10(Math.max(1, value)) / decades,
        ticks,
        value -> Figures.grouped(Math.round(value)));
  }

  private double most() {
    return dots.values().stream().flatMap(List::stream).mapToDouble(Dot::value).max().orElse(0);
  }

  private void draw(
      String title,
      String what,
      DoubleFunction<Double> share,
      List<Double> ticks,
      DoubleFunction<String> words) {
    if (dots.isEmpty()) {
      return;
    }
    html.raw("<section class=\"card\">").element("h2", title).raw("\n<p class=\"quiet\">");
    html.text(what).raw(" · <span class=\"key ebpf\"></span> eBPF");
    html.raw(" · <span class=\"key procfs\"></span> procfs</p>\n<div class=\"plot\">\n");
    dots.forEach((name, all) -> line(name, all, share, ticks, words));
    html.raw(
        "<span></span><svg width=\"100%\" height=\"" + LINE_HEIGHT + "\" aria-hidden=\"true\">");
    for (double tick : ticks) {
      html.raw("<text class=\"tick\" y=\"14\" text-anchor=\"end\" x=\"" + at(share.apply(tick)));
      html.raw("\">").text(words.apply(tick)).raw("</text>");
    }
    html.raw("</svg><span></span>\n</div></section>\n");
  }

  private void line(
      String name,
      List<Dot> all,
      DoubleFunction<Double> share,
      List<Double> ticks,
      DoubleFunction<String> words) {
    List<String> said =
        all.stream().map(dot -> words.apply(dot.value()) + " " + dot.source().slug()).toList();
    html.element("span class=\"name\"", name);
    html.raw("<svg class=\"dots\" width=\"100%\" height=\"" + LINE_HEIGHT + "\" role=\"img\"");
    html.attribute("aria-label", name + ": " + String.join(", ", said)).raw(">");
    for (double tick : ticks) {
      String x = at(share.apply(tick));
      html.raw("<line class=\"axis\" y2=\"100%\" x1=\"" + x + "\" x2=\"" + x + "\"/>");
    }
    html.raw("<line class=\"axis\" y1=\"50%\" y2=\"50%\" x2=\"100%\"/>");
    for (Dot dot : all) {
      html.raw("<circle class=\"" + dot.source().slug() + "\" cy=\"50%\" r=\"5\" cx=\"");
      html.raw(at(share.apply(dot.value())) + "\"/>");
    }
    html.raw("</svg><span class=\"value\">");
    html.text(String.join(" · ", all.stream().map(dot -> words.apply(dot.value())).toList()));
    html.raw("</span>\n");
  }

  /// The right end stays inside the drawing.
  private static String at(double share) {
    return Figures.decimal(1 + 98 * Math.clamp(share, 0, 1), 1) + "%";
  }
}

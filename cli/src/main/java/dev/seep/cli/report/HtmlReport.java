package dev.seep.cli.report;

import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Header;
import dev.seep.cli.render.HuntScreen;
import dev.seep.cli.render.PsScreen;
import dev.seep.cli.render.VerdictWords;
import dev.seep.cli.render.WatchedWords;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Finding;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Watched;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A hunt as one page for the browser. It is complete in itself: it opens from a disk, asks no
/// network for anything, and without its script (which zooms the flame graph) all is still there.
public final class HtmlReport {
  private final Html html = new Html();
  private final Instant now;

  private HtmlReport(Instant now) {
    this.now = now;
  }

  /// @param now when the hunt ended
  public static String of(HuntReport report, Instant now) {
    HtmlReport page = new HtmlReport(now);
    page.page(report);
    return page.html.toString();
  }

  private void page(HuntReport report) {
    String style = Assets.style();
    String script = Assets.script();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\"");
    html.raw(" content=\"" + Assets.policy(style, script) + "\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.element("title", VerdictWords.word(report.verdict()) + ": " + report.process().name());
    html.raw("\n<style>").raw(style).raw("</style>\n</head>\n<body>\n<main>\n");
    head(report);
    body(report);
    children(report);
    blind(report);
    how(report);
    html.raw("</main>\n<footer>").text("Seep hunted pid " + report.process().pid() + ", ");
    html.text("and wrote this at " + now.truncatedTo(ChronoUnit.SECONDS) + ".");
    html.raw("</footer>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
  }

  private void head(HuntReport report) {
    String slug = report.verdict().slug();
    html.raw("<header class=\"" + slug + "\">\n<p>");
    html.element("span class=\"badge " + slug + "\"", VerdictWords.word(report.verdict()));
    html.raw("</p>\n").element("h1", report.process().name()).raw("\n");
    html.element("p class=\"lead\"", report.verdict().reason());
    String needed =
        VerdictWords.needed(report.verdict(), report.process().pid(), report.watched().seconds());
    if (!needed.isEmpty()) {
      html.element("p", "needed: " + needed);
    }
    about(report);
    html.raw("</header>\n");
  }

  private void about(HuntReport report) {
    html.raw("\n<p class=\"quiet\">").text("pid " + report.process().pid() + " · up ");
    html.text(PsScreen.age(report.process(), now) + " · ");
    html.text(Header.used(report.open(), report.limits()) + " · ");
    html.text(WatchedWords.line(report.watched())).raw("</p>\n");
    for (String reservation : WatchedWords.reservations(report.watched())) {
      html.element("p class=\"warning\"", reservation);
    }
  }

  /// Findings and graphs of one process.
  private void body(HuntReport report) {
    for (Finding finding : report.findings()) {
      FindingCard.draw(html, finding, report);
    }
    GrowthChart.draw(html, report);
    FlameGraph.draw(html, report);
    if (report.watched().tracing() == null) {
      html.raw("<section class=\"card\"><h2>Who opened them</h2><p class=\"quiet\">");
      html.text(
          "Nobody saw: no tracer was on the process. `seep doctor` tells what a tracer needs.");
      html.raw("</p></section>\n");
    }
  }

  private void children(HuntReport report) {
    List<HuntReport> told = report.children().stream().filter(HuntScreen::isWorthTelling).toList();
    for (HuntReport child : told) {
      html.raw("<h2 class=\"child\">Child ").text(child.process().name()).raw("</h2>");
      about(child);
      body(child);
    }
    int others = report.children().size() - told.size();
    if (others > 0) {
      String child = told.isEmpty() ? "child" : "other child";
      String children = told.isEmpty() ? "children" : "other children";
      html.element(
          "p class=\"quiet\"",
          PsScreen.plural(others, child, children) + " followed, nothing found there.");
    }
  }

  private void blind(HuntReport report) {
    html.raw("<section class=\"card\"><h2>Not seen</h2>\n");
    if (report.blind().isEmpty()) {
      html.raw("<p class=\"quiet\">Nothing stood in the way.</p></section>\n");
      return;
    }
    html.raw("<dl class=\"blind\">\n");
    for (Blind one : report.blind()) {
      html.raw("<div>").element("dt", one.what()).raw("<dd>").text(one.why());
      if (!one.mend().isEmpty()) {
        html.raw("<br>mend: ").element("code", one.mend());
      }
      html.raw("</dd></div>\n");
    }
    html.raw("</dl></section>\n");
  }

  private void how(HuntReport report) {
    Watched watched = report.watched();
    html.raw("<section class=\"card\"><h2>How it was watched</h2>\n<dl>\n");
    line("command", String.join(" ", report.process().command()));
    line(
        "time", Figures.span(watched.seconds()) + (watched.interrupted() ? ", stopped early" : ""));
    line(
        "source",
        watched.source().slug() + ", " + PsScreen.plural(watched.looks(), "look", "looks"));
    Tracing tracing = watched.tracing();
    if (tracing == null) {
      line("tracer", "none");
    } else {
      line(
          "tracer",
          Figures.grouped(tracing.opened())
              + " opened, "
              + Figures.grouped(tracing.closed())
              + " closed, "
              + Figures.grouped(tracing.lost())
              + " lost, "
              + Figures.grouped(tracing.unmatched())
              + " unmatched");
      line(
          "stacks",
          Figures.grouped(tracing.stacks())
              + " taken, "
              + Figures.grouped(tracing.brokenStacks())
              + " cut short");
    }
    line(
        "cost",
        Figures.decimal(report.cost().cpuSeconds(), 2)
            + " s of CPU, "
            + Figures.bytes(report.cost().residentBytes())
            + " of memory");
    html.raw("</dl></section>\n");
  }

  private void line(String label, String text) {
    html.raw("<div>").element("dt", label).element("dd", text).raw("</div>\n");
  }
}

package dev.seep.cli.report;

import dev.seep.cli.render.Figures;
import dev.seep.cli.render.Places;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.SiteTally;
import java.util.List;
import java.util.stream.Collectors;

/// The flame graph of the survivors, the outermost function at the top. Widths are percentages, so
/// that the letters keep their size on a phone.
final class FlameGraph {
  private static final int ROW = 22;
  private static final int COLOURS = 6;
  private static final int MOST_ROWS_IN_TABLE = 100;

  /// Narrower boxes hold no letters until a script has measured them.
  private static final double LEAST_SHARE_WITH_NAME = 0.04;

  private FlameGraph() {}

  static void draw(Html html, HuntReport report) {
    FlameTree tree = FlameTree.of(report.sites());
    if (tree.total() == 0) {
      return;
    }
    List<FlameTree.Box> boxes = tree.boxes();
    html.raw("<section class=\"card\"><h2>Who opened what is still open</h2>\n<p class=\"quiet\">");
    html.text(Figures.grouped(tree.total()) + " descriptors that were opened while Seep watched");
    html.text(" and are open now, by the stack that opened them. The outermost function is at the");
    html.text(" top; the wider a box, the more of them.").raw("</p>\n");
    html.raw("<p class=\"quiet zoomhint\" hidden>Click a box, or press Enter on it, to zoom;");
    html.raw(" arrow keys walk, Escape shows all.</p>\n");
    int height = (boxes.getLast().depth() + 1) * ROW;
    html.raw("<svg class=\"flame\" width=\"100%\" role=\"group\"");
    html.raw(" aria-label=\"Flame graph of the open descriptors; a table follows\"");
    html.raw(" height=\"" + height + "\">\n");
    for (FlameTree.Box box : boxes) {
      draw(html, box, tree.total());
    }
    html.raw("</svg>\n");
    table(html, report.sites());
    html.raw("</section>\n");
  }

  private static void draw(Html html, FlameTree.Box box, long total) {
    double from = 100.0 * box.from() / total;
    double width = 100.0 * box.count() / total;
    String name = box.depth() == 0 ? box.frame().function() : Stacks.name(box.frame());
    String place = Places.shortPlace(box.frame());
    int colour = Math.floorMod(name.hashCode(), COLOURS);
    html.raw("<svg class=\"box " + (box.depth() == 0 ? "all" : "c" + colour) + "\"");
    html.raw(" x=\"" + percent(from) + "\" y=\"" + box.depth() * ROW + "\"");
    html.raw(" width=\"" + percent(width) + "\" height=\"" + (ROW - 1) + "\"");
    html.raw(" data-d=\"" + box.depth() + "\" role=\"img\"");
    html.attribute("aria-label", label(box, name, total));
    html.raw("><title>").text(label(box, name, total));
    String full = Places.fullPlace(box.frame());
    if (!full.isEmpty()) {
      html.text(" · " + full);
    }
    html.raw("</title><rect width=\"100%\" height=\"100%\" rx=\"2\"/>");
    html.raw("<text x=\"5\" y=\"15\"");
    String brief = Stacks.brief(name);
    html.attribute("data-n", brief).attribute("data-p", place).raw(">");
    if (width >= 100 * LEAST_SHARE_WITH_NAME) {
      html.text(place.isEmpty() ? brief : brief + "  " + place);
    }
    html.raw("</text></svg>\n");
  }

  private static String label(FlameTree.Box box, String name, long total) {
    return name
        + ": "
        + Figures.grouped(box.count())
        + " ("
        + Figures.percent((double) box.count() / total)
        + ")";
  }

  /// A percentage with as many places as a wide screen has use for.
  static String percent(double value) {
    return Math.round(value * 1000) / 1000.0 + "%";
  }

  private static void table(Html html, List<SiteTally> sites) {
    html.beginTable("The same as a table", "alive", "closed", "stack, innermost first");
    int rows = 0;
    for (SiteTally tally : sites) {
      if (tally.alive() > 0 && rows++ < MOST_ROWS_IN_TABLE) {
        html.row(Figures.grouped(tally.alive()), Figures.grouped(tally.closed()), stack(tally));
      }
    }
    html.endTable();
    if (rows > MOST_ROWS_IN_TABLE) {
      html.element("p class=\"quiet\"", rows - MOST_ROWS_IN_TABLE + " more stacks are not listed.");
    }
  }

  private static String stack(SiteTally tally) {
    return Stacks.outermostFirst(tally.site()).reversed().stream()
        .map(frame -> (Stacks.brief(Stacks.name(frame)) + " " + Places.shortPlace(frame)).strip())
        .collect(Collectors.joining(" ← "));
  }
}

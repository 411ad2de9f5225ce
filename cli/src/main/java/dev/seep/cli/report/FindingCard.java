package dev.seep.cli.report;

import dev.seep.cli.render.FindingWords;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.Outlook;
import dev.seep.cli.render.Places;
import dev.seep.cli.render.VerdictWords;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import java.util.List;

/// One finding with its evidence, in the words of the screen.
final class FindingCard {
  private static final int FRAMES_SHOWN = 8;
  private static final FindingWords WORDS = new FindingWords(Glyphs.UNICODE);
  private static final Outlook OUTLOOK = new Outlook(Glyphs.UNICODE);

  private FindingCard() {}

  static void draw(Html html, Finding finding, HuntReport report) {
    String slug = finding.verdict().slug();
    html.raw("<section class=\"card finding " + slug + "\">\n");
    if (finding.verdict().gravity() == 0) {
      html.raw("<p>");
      badge(html, finding);
      html.text(WORDS.inOrder(finding)).raw("</p></section>\n");
      return;
    }
    html.raw("<h2>");
    badge(html, finding);
    html.text(finding.what()).raw("</h2>\n<p class=\"pace\"><b>");
    html.text(OUTLOOK.pace(finding)).raw("</b>");
    String end = OUTLOOK.end(finding);
    if (!end.isEmpty()) {
      html.raw(" <b class=\"end\">").text(end).raw("</b>");
    }
    html.raw("</p>\n").element("p class=\"quiet\"", WORDS.particulars(finding));
    Origin origin = finding.origin();
    if (origin != null) {
      frames(html, finding, origin);
    }
    lines(html, finding, report);
    if (origin != null) {
      LifeChart.draw(html, LifeChart.sitesOf(origin, report.sites()));
    }
    html.raw("</section>\n");
  }

  private static void badge(Html html, Finding finding) {
    html.element(
        "span class=\"badge " + finding.verdict().slug() + "\"",
        VerdictWords.word(finding.verdict()));
    html.raw(" ");
  }

  private static void frames(Html html, Finding finding, Origin origin) {
    html.element("h3", FindingWords.claim(finding, origin)).raw("<ol class=\"frames\">\n");
    List<Frame> frames = origin.frames();
    int shown = Math.min(FRAMES_SHOWN, frames.size());
    frames.subList(0, shown).forEach(frame -> frame(html, frame));
    html.raw("</ol>\n");
    if (shown < frames.size()) {
      html.raw("<details><summary>");
      html.text(frames.size() - shown + " more outside these").raw("</summary>");
      html.raw("<ol class=\"frames\">\n");
      frames.subList(shown, frames.size()).forEach(frame -> frame(html, frame));
      html.raw("</ol></details>\n");
    }
    String reservations = String.join("; ", FindingWords.reservations(origin));
    if (!reservations.isEmpty()) {
      html.element("p class=\"quiet\"", "(" + reservations + ")");
    }
  }

  private static void frame(Html html, Frame frame) {
    String name = Stacks.name(frame);
    html.raw("<li><code").attribute("title", name).raw(">").text(Stacks.brief(name)).raw("</code>");
    String place = Places.shortPlace(frame);
    if (!place.isEmpty()) {
      html.raw("<span class=\"place\"").attribute("title", Places.fullPlace(frame));
      html.raw(">").text(place).raw("</span>");
    }
    html.raw("</li>\n");
  }

  private static void lines(Html html, Finding finding, HuntReport report) {
    String needed =
        VerdictWords.needed(finding.verdict(), report.process().pid(), report.watched().seconds());
    html.raw("<dl>\n");
    String before = "";
    for (FindingWords.Line line : WORDS.lines(finding, needed)) {
      boolean again = line.label().equals(before);
      html.raw(line.label().equals("so") ? "<div class=\"so\">" : "<div>");
      html.element("dt", again ? "" : line.label()).element("dd", line.text()).raw("</div>\n");
      before = line.label();
    }
    html.raw("</dl>\n");
  }
}

package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.report.HtmlReport;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The report as a browser gets it: complete in itself, and harmless whatever the target is called.
final class HtmlReportTest {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z0-9]+)((?:[^<>\"/]|\"[^\"<>]*\")*)(/?)>");
  private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-zA-Z-]+)(?:=\"([^\"]*)\")?");

  private static final Set<String> VOID = Set.of("meta", "br");

  private static final Set<String> TAGS =
      Set.of(
          "html",
          "head",
          "body",
          "meta",
          "title",
          "style",
          "script",
          "main",
          "header",
          "footer",
          "section",
          "p",
          "h1",
          "h2",
          "h3",
          "b",
          "br",
          "span",
          "code",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "div",
          "details",
          "summary",
          "table",
          "thead",
          "tbody",
          "tr",
          "th",
          "td",
          "figure",
          "figcaption",
          "svg",
          "rect",
          "line",
          "polyline",
          "polygon",
          "text");

  static Stream<HuntReport> reports() {
    return Stream.of(
        Pages.one(),
        Pages.three(),
        Pages.deep(),
        Pages.untraced(),
        Pages.hostile(),
        Reports.unknown(),
        Reports.suspect(),
        Reports.healthy(),
        Reports.denied());
  }

  private static String page(HuntReport report) {
    return HtmlReport.of(report, Evidence.NOW);
  }

  /// The page without its style sheet and its script, which are Seep's own.
  private static String markup(String page) {
    return page.replaceFirst("(?s)<style>.*?</style>", "<style></style>")
        .replaceFirst("(?s)<script>.*?\n</script>", "<script></script>");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void every_tag_is_one_of_the_reports_own_and_is_closed_where_it_should(HuntReport report) {
    String markup = markup(page(report)).replace("<!DOCTYPE html>", "");
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(markup);
    int end = 0;
    while (tag.find()) {
      assertThat(markup.substring(end, tag.start())).doesNotContain("<", ">");
      end = tag.end();
      String name = tag.group(2);
      assertThat(TAGS).contains(name);
      if (!tag.group(1).isEmpty()) {
        assertThat(open.pop()).isEqualTo(name);
      } else if (!VOID.contains(name) && tag.group(4).isEmpty()) {
        open.push(name);
      }
    }
    assertThat(markup.substring(end)).isBlank();
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void no_attribute_runs_a_script_styles_or_fetches_anything(HuntReport report) {
    Matcher tag = TAG.matcher(markup(page(report)));
    while (tag.find()) {
      Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
      while (attribute.find()) {
        String name = attribute.group(1);
        assertThat(name).doesNotStartWith("on");
        assertThat(name).isNotIn("src", "href", "style", "action", "srcset", "xlink:href");
      }
    }
    assertThat(page(report)).doesNotContain("http://", "https://", "url(", "@import", "fetch(");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void no_control_character_override_or_lone_surrogate_is_in_it(HuntReport report) {
    String page = page(report);
    for (int i = 0; i < page.length(); i++) {
      char c = page.charAt(i);
      assertThat(c == '\n' || (c >= ' ' && c != 0x7f)).as("character %d", i).isTrue();
      assertThat(Character.getType(c))
          .isNotIn((int) Character.FORMAT, (int) Character.LINE_SEPARATOR);
      assertThat(Character.isSurrogate(c)).isFalse();
    }
    assertThat(page).doesNotContain("NaN", "Infinity", "null");
  }

  @Test
  void a_hostile_name_is_shown_as_it_is_written_and_never_as_markup() {
    assertThat(page(Pages.hostile()))
        .contains(
            "<h1>&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;lt;"
                + "\\x1b[2J\\u202edexif\\nx\\xff\\u2028;`${1}</h1>");
  }

  @Test
  void the_policy_permits_the_one_style_sheet_and_the_one_script_and_nothing_else()
      throws Exception {
    String page = page(Pages.three());
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; style-src '"
                + hash(page, "style")
                + "'; script-src '"
                + hash(page, "script")
                + "'; base-uri 'none'; form-action 'none'\"");
    assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style>"));
  }

  private static String hash(String page, String tag) throws Exception {
    int from = page.indexOf("<" + tag + ">") + tag.length() + 2;
    String inside = page.substring(from, page.indexOf("</" + tag + ">", from));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return "sha256-"
        + Base64.getEncoder()
            .encodeToString(digest.digest(inside.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void it_tells_what_the_screen_tells() {
    HuntReport report = Pages.three();
    String page = page(report);
    assertThat(page)
        .contains("<h1>tlgs_crawler</h1>", "812 of 1,024 descriptors", "17 events lost")
        .contains("+13.2 a minute (11.0–15.4)", "limit in 16 min (12–21)", "<h3>leaked by</h3>")
        .contains("title=\"/usr/src/trantor/net/inner/Connector.cc:83\">Connector.cc:83</span>")
        .contains("402 opened here: 284 closed (median 0.4s), 118 alive far beyond them")
        .contains("last use was connect → EINPROGRESS: 100% of them, 0% of the closed")
        .contains("(stack cut short; 80% of them; 3 of them inferred")
        .contains("EACCES on /proc/4711/smaps_rollup", "1 other child followed");
  }

  @Test
  void every_graph_has_a_table_behind_it() {
    String page = page(Pages.one());
    assertThat(page.split("role=\"(?:img|group)\" aria-label=\"[^\"]*table follows", -1).length)
        .isGreaterThanOrEqualTo(3);
    assertThat(page.split("<summary>The same as a table", -1)).hasSize(4);
    assertThat(page)
        .contains("<tr><td>118</td><td>284</td><td>trantor::Connector::connect Connector.cc:83 ←")
        .contains("<tr><td>1.0s – 2.0s</td><td>");
  }

  @Test
  void lifetimes_are_those_of_the_sites_whose_stack_holds_the_frames_of_the_finding() {
    List<Frame> trimmed = TracedReports.CONNECT.subList(1, 3);
    Origin origin = new Origin(1, trimmed, true, 0, Origin.Claim.OPENED_HERE);
    String page =
        page(
            TracedReports.report(List.of(TracedReports.neverConnected(origin)))
                .withGraphs(TracedReports.sites(), List.of()));
    assertThat(page).contains("how long the 284 closed ones lived", "how old the 118 are");
  }

  @Test
  void boxes_of_one_row_fill_the_box_above_and_the_widest_is_on_the_left() {
    String page = page(Pages.one());
    assertThat(page)
        .contains("x=\"0.0%\" y=\"22\" width=\"100.0%\"", "aria-label=\"main: 137 (100%)\"")
        .contains("aria-label=\"dremini::GeminiClient::sendRequest: 118 (86%)\"")
        .contains("aria-label=\"RobotsFetcher::fetch: 17 (12%)\"");
    assertThat(page.indexOf("aria-label=\"dremini"))
        .isLessThan(page.indexOf("aria-label=\"Robots"));
  }

  @Test
  void without_a_tracer_there_is_no_graph_of_stacks_and_the_page_says_why() {
    assertThat(page(Pages.untraced()))
        .contains("no tracer was on the process")
        .doesNotContain("class=\"flame\"");
  }

  /// For eyes: `target/report-pages` holds what the tests above have read.
  @Test
  void the_pages_can_be_looked_at() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "report-pages"));
    List<String> names = List.of("one", "three", "deep", "untraced", "hostile");
    List<HuntReport> all = reports().toList();
    for (int i = 0; i < names.size(); i++) {
      Path file = folder.resolve(names.get(i) + ".html");
      Files.writeString(file, page(all.get(i)));
      assertThat(file).isNotEmptyFile();
    }
  }
}

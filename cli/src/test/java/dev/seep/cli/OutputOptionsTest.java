package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a hunt gives out beside its screen, and where.
final class OutputOptionsTest {
  @TempDir Path folder = Path.of("");

  private static HuntReport withStacks(List<Frame> frames) {
    return TracedReports.report(List.of(TracedReports.neverConnected()))
        .withGraphs(List.of(TracedReports.tally(1, frames, List.of(0, 2), List.of(9))), List.of());
  }

  @Test
  void folded_stacks_are_all_that_is_printed_outermost_first() {
    CliRun run = new CliRun().reporting(Reports.traced()).run("hunt", "4711", "--collapsed");
    assertThat(run.out())
        .isEqualTo(
            """
            main;Journal::rotate;fopen 2
            main;RobotsFetcher::fetch;trantor::TcpClient::connect;trantor::Connector::connect 17
            main;dremini::GeminiClient::sendRequest;trantor::TcpClient::connect;trantor::Connector::connect 118
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void a_name_cannot_break_a_folded_line() {
    List<Frame> frames =
        List.of(
            TracedReports.frame("a;b\nc 7\u001b[2J", "", 0),
            new Frame("", "", 0, "/usr/lib/libc.so.6", ""),
            new Frame("", "", 0, "", ""));
    assertThat(new CliRun().reporting(withStacks(frames)).run("hunt", "4711", "--collapsed").out())
        .isEqualTo("[unknown];[libc.so.6];a\\x3bb\\nc 7\\x1b[2J 2\n");
  }

  @Test
  void a_name_cannot_end_a_text_in_the_script_that_flamegraph_puts_it_into() {
    List<Frame> frames = List.of(TracedReports.frame("x');alert(\"1\")//", "", 0));
    assertThat(new CliRun().reporting(withStacks(frames)).run("hunt", "4711", "--collapsed").out())
        .isEqualTo("x\\x27)\\x3balert(\\x221\\x22)// 2\n");
  }

  @Test
  void the_survivors_of_children_are_among_them_and_sites_without_any_are_not() {
    HuntReport child =
        TracedReports.child(4712, List.of())
            .withGraphs(
                List.of(
                    TracedReports.tally(
                        1, TracedReports.CONNECT.subList(3, 4), List.of(3), List.of()),
                    TracedReports.tally(
                        2, TracedReports.CONNECT.subList(2, 3), List.of(), List.of(5))),
                List.of());
    HuntReport report =
        withStacks(TracedReports.CONNECT.subList(3, 4)).withChildren(List.of(child));
    assertThat(new CliRun().reporting(report).run("hunt", "4711", "--collapsed").out())
        .isEqualTo("main 5\n");
  }

  @Test
  void without_a_tracer_there_are_no_stacks_and_it_says_so() {
    CliRun run = new CliRun().reporting(Reports.leak()).run("hunt", "4711", "--collapsed");
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("seep: no stack to print: no tracer was on the process (see seep doctor)\n");
  }

  @Test
  void json_and_folded_stacks_cannot_both_have_standard_output() {
    CliRun run = new CliRun().run("hunt", "4711", "--json", "--collapsed");
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.hunts()).isEmpty();
  }

  @Test
  void the_report_is_written_beside_the_screen_and_replaces_an_older_one() throws IOException {
    Path file = folder.resolve("leak.html");
    Files.writeString(file, "older");
    CliRun run = new CliRun().columns(100).run("hunt", "4711", "--html", file.toString());
    assertThat(run.out()).startsWith("tlgs_crawler · pid 4711");
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("no half-written file is left").containsExactly(file);
    }
  }

  @Test
  void the_report_goes_with_json_and_with_folded_stacks_too() {
    Path file = folder.resolve("leak.html");
    CliRun json = new CliRun().run("hunt", "4711", "--json", "--html", file.toString());
    assertThat(json.json().path("verdict").asString()).isEqualTo("leak");
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void what_is_no_regular_file_is_left_alone_before_anything_is_watched() throws IOException {
    Path target = Files.writeString(folder.resolve("precious"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), target);
    for (Path inTheWay : List.of(link, folder)) {
      CliRun run = new CliRun().run("hunt", "4711", "--html", inTheWay.toString());
      assertThat(run.code()).isEqualTo(64);
      assertThat(run.hunts()).isEmpty();
      assertThat(run.err()).contains("no regular file; it is left as it is");
    }
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("mine");
  }

  @Test
  void a_folder_that_is_not_there_is_told_before_anything_is_watched() {
    Path file = folder.resolve("none\u001b[2J").resolve("leak.html");
    CliRun run = new CliRun().run("hunt", "4711", "--html", file.toString());
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.hunts()).isEmpty();
    assertThat(run.err()).contains("there is no folder", "none\\x1b[2J");
  }

  @Test
  void a_report_that_cannot_be_written_is_told_and_leaves_the_verdict() {
    Path file = folder.resolve("x".repeat(250) + ".html");
    CliRun run = new CliRun().run("hunt", "4711", "--html", file.toString());
    assertThat(run.err()).contains("could not be written");
    assertThat(run.out()).contains("LEAK");
    assertThat(run.code()).isEqualTo(2);
  }
}

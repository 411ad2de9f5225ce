package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.watch.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpositionTest {

  private static final List<Metric> INTERLEAVED =
      List.of(
          gauge("seep_process_open_fds", 812, "workload", "unit:nginx.service"),
          Metric.of(Metric.Type.COUNTER, "seep_ticks_total", "Ticks since the start.", 17),
          gauge("seep_process_open_fds", 4, "workload", "unit:cron.service"));

  private static Metric gauge(String name, double value, String... labels) {
    return Metric.of(Metric.Type.GAUGE, name, "Open descriptors.", value, labels);
  }

  private static String text(List<Metric> metrics, boolean openMetrics) throws IOException {
    StringBuilder out = new StringBuilder();
    Exposition.write(out, metrics, openMetrics);
    return out.toString();
  }

  @Test
  void aFamilyStandsTogetherUnderOneHelpAndOneType() throws IOException {
    assertThat(text(INTERLEAVED, false))
        .isEqualTo(
            """
            # HELP seep_process_open_fds Open descriptors.
            # TYPE seep_process_open_fds gauge
            seep_process_open_fds{workload="unit:nginx.service"} 812
            seep_process_open_fds{workload="unit:cron.service"} 4
            # HELP seep_ticks_total Ticks since the start.
            # TYPE seep_ticks_total counter
            seep_ticks_total 17
            """);
  }

  @Test
  void inOpenMetricsACountersFamilyLacksTotalAndTheTextEndsWithEof() throws IOException {
    assertThat(text(INTERLEAVED, true))
        .contains("# TYPE seep_ticks counter\nseep_ticks_total 17\n")
        .endsWith("# EOF\n");
  }

  @Test
  void anOpenMetricsCounterWithoutTotalGetsIt() throws IOException {
    assertThat(text(List.of(Metric.of(Metric.Type.COUNTER, "late", "Late.", 2)), true))
        .contains("# TYPE late counter\nlate_total 2\n");
  }

  @Test
  void nothingIsAnEmptyTextAndAnEofForOpenMetrics() throws IOException {
    assertThat(text(List.of(), false)).isEmpty();
    assertThat(text(List.of(), true)).isEqualTo("# EOF\n");
  }

  @Test
  void quotesBackslashesAndLineBreaksInHelpAreEscapedAsEachFormatWantsIt() throws IOException {
    Metric metric = Metric.of(Metric.Type.GAUGE, "a", "a \"b\" \\ c\nd", 1);
    assertThat(text(List.of(metric), false)).startsWith("# HELP a a \"b\" \\\\ c\\nd\n");
    assertThat(text(List.of(metric), true)).startsWith("# HELP a a \\\"b\\\" \\\\ c\\nd\n");
  }

  @Test
  void aHostileNameStaysWithinItsQuotesAndMovesNoCursor() throws IOException {
    String hostile = "x\"} 1\nevil_metric 666\n\u001b[2J\u202e<script>";
    String text = text(List.of(gauge("a", 1, "process", hostile)), false);
    assertThat(text.lines()).hasSize(3);
    assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\nevil");
  }

  @Test
  void bytesThatAreNoTextBecomeValidUtf8() throws IOException {
    String name = KernelText.decode(new byte[] {'a', (byte) 0xff, 'b'});
    String text = text(List.of(gauge("a", 1, "process", name)), false);
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(text).contains("a{process=\"a\\\\xffb\"} 1");
  }

  @Test
  void aBackslashInAUnitsNameIsOnlyEscapedForTheFormat() throws IOException {
    assertThat(text(List.of(gauge("a", 1, "workload", "unit:a\\x2db.mount")), false))
        .contains("{workload=\"unit:a\\\\x2db.mount\"}");
  }

  @Test
  void aNameOfThousandsOfCharactersIsCut() throws IOException {
    String text = text(List.of(gauge("a", 1, "process", "x".repeat(100_000))), false);
    assertThat(text.length()).isLessThan(LabelText.MOST_CHARACTERS + 100);
    assertThat(text).contains("x…\"");
  }

  @Test
  void ofTwoSeriesThatReadAlikeOnlyTheFirstIsWritten() throws IOException {
    assertThat(text(List.of(gauge("a", 1, "p", "x"), gauge("a", 2, "p", "x")), false))
        .contains("a{p=\"x\"} 1\n")
        .doesNotContain(" 2\n");
  }

  @Test
  void numbersReadAsGoAndOpenMetricsReadThem() {
    assertThat(Exposition.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Exposition.number(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(Exposition.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(Exposition.number(64_000_000_000.0)).isEqualTo("64000000000");
    assertThat(Exposition.number(-1)).isEqualTo("-1");
    assertThat(Exposition.number(0.25)).isEqualTo("0.25");
    assertThat(Exposition.number(1e300)).isEqualTo("1.0E300");
  }

  @Test
  void namesThatNoScraperTakesAreMadeSuchAsItTakes() throws IOException {
    assertThat(text(List.of(gauge("9 lives", 1, "a-b", "c")), false))
        .contains("\n__lives{a_b=\"c\"} 1\n");
  }

  @Test
  void theScraperChoosesTheFormat() {
    assertThat(Exposition.wantsOpenMetrics("")).isFalse();
    assertThat(Exposition.wantsOpenMetrics("*/*")).isFalse();
    assertThat(
            Exposition.wantsOpenMetrics(
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"))
        .isTrue();
    assertThat(
            Exposition.wantsOpenMetrics(
                "application/openmetrics-text; version=1.0.0; q=0.2, text/plain; q=0.5"))
        .isFalse();
    assertThat(Exposition.wantsOpenMetrics("application/openmetrics-text;q=x")).isFalse();
    assertThat(Exposition.wantsOpenMetrics("application/openmetrics-text;version=9")).isFalse();
  }

  /// Debian's package `prometheus` brings promtool, which reads metrics as the server does.
  @Test
  void promtoolFindsNothingWrongWithIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool is not installed");
    Process promtool =
        new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
            .redirectErrorStream(true)
            .start();
    try (var in = promtool.outputWriter()) {
      in.write(text(INTERLEAVED, false));
      in.write(text(List.of(gauge("b", Double.NaN, "p", "\"}\n\u001b\\\u0000")), false));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }
}

package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class OtlpWireTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000000250Z");
  private static final Origin ORIGIN =
      new Origin("web-1", "1.0", Instant.parse("2026-03-01T00:00:00Z"));

  private final OtlpWire wire =
      new OtlpWire(ExportSettings.Otlp.to(URI.create("http://127.0.0.1:4318")), ORIGIN);

  private String json(Metric... metrics) throws IOException {
    List<Batch> batches = wire.encode(AT, List.of(metrics));
    assertThat(batches).hasSize(1);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(batches.getFirst().body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aWatchedProcessHasTheNameAndShapeOfTheSemanticConventions() throws IOException {
    assertThat(json(Names.PROCESS_OPEN_FDS.metric(812, "unit:nginx.service", "nginx", "0")))
        .isEqualTo(
            """
            {"resourceMetrics":[{"resource":{"attributes":[\
            {"key":"service.name","value":{"stringValue":"seep-watched"}},\
            {"key":"service.version","value":{"stringValue":"1.0"}},\
            {"key":"service.instance.id","value":{"stringValue":"web-1"}},\
            {"key":"host.name","value":{"stringValue":"web-1"}}]},\
            "scopeMetrics":[{"scope":{"name":"dev.seep","version":"1.0"},"metrics":[\
            {"name":"process.unix.file_descriptor.count",\
            "description":"Descriptors the process holds.","unit":"{file_descriptor}",\
            "sum":{"aggregationTemporality":2,"isMonotonic":false,"dataPoints":[\
            {"attributes":[{"key":"process","value":{"stringValue":"nginx"}},\
            {"key":"slot","value":{"stringValue":"0"}},\
            {"key":"workload","value":{"stringValue":"unit:nginx.service"}}],\
            "timeUnixNano":"1772366400000000250","asDouble":812.0}]}}]}]}]}\
            """);
  }

  @Test
  void aCounterSaysSinceWhenItCounts() throws IOException {
    assertThat(json(Names.TICKS_TOTAL.metric(17)))
        .contains("\"name\":\"seep.ticks\"")
        .contains("\"isMonotonic\":true")
        .contains("\"startTimeUnixNano\":\"1772323200000000000\"");
  }

  @Test
  void seepItselfAndWhatItWatchesAreTwoResources() throws IOException {
    String json =
        json(Names.SELF_OPEN_FDS.metric(40), Names.PROCESS_OPEN_FDS.metric(1, "unit:a", "a", "0"));
    assertThat(json.split("\"process.unix.file_descriptor.count\"", -1)).hasSize(3);
    assertThat(json)
        .contains("\"stringValue\":\"seep\"")
        .contains("\"stringValue\":\"seep-watched\"");
  }

  @Test
  void whatIsNoNumberIsAWord() throws IOException {
    assertThat(json(Names.TICK_DURATION_SECONDS.metric(Double.NaN)))
        .contains("\"asDouble\":\"NaN\"");
    assertThat(json(Names.TICK_DURATION_SECONDS.metric(Double.POSITIVE_INFINITY)))
        .contains("\"asDouble\":\"Infinity\"");
  }

  @Test
  void hostileNamesStayWithinTheirQuotes() throws IOException {
    assertThat(json(Names.PROCESS_OPEN_FDS.metric(1, "a\"},{\u001b\n", "\udc80", "0")))
        .contains("\"stringValue\":\"a\\\"},{\\\\x1b\\\\n\"")
        .contains("\"stringValue\":\"\\\\x80\"");
  }

  @Test
  void aFigureThatTheTableDoesNotKnowGoesByItsOwnName() throws IOException {
    assertThat(json(Metric.of(Metric.Type.COUNTER, "other_things_total", "Things.", 1)))
        .contains("\"name\":\"other.things\"");
  }

  @Test
  void onlyTheAnswersThatTheSpecificationListsAreTriedAgain() {
    assertThat(List.of(429, 502, 503, 504)).allMatch(wire::isRetryable);
    assertThat(List.of(400, 401, 404, 500, 501)).noneMatch(wire::isRetryable);
  }

  @Test
  void aPartialSuccessIsReadInBothSpellings() {
    assertThat(
            wire.judge(
                "{\"partialSuccess\":{\"rejectedDataPoints\":\"7\",\"errorMessage\":\"too old\"}}"))
        .isEqualTo(new Wire.Verdict(7, "too old"));
    assertThat(wire.judge("{\"partial_success\":{\"rejected_data_points\":3}}").rejected())
        .isEqualTo(3);
    assertThat(wire.judge("{}")).isEqualTo(Wire.Verdict.FINE);
  }

  @Test
  void theEndpointIsTheBaseOrTheWholeAddress() {
    assertThat(address("http://c:4318")).isEqualTo("http://c:4318/v1/metrics");
    assertThat(address("http://c:4318/")).isEqualTo("http://c:4318/v1/metrics");
    assertThat(address("https://c/otlp?k=1")).isEqualTo("https://c/otlp/v1/metrics?k=1");
    assertThat(address("http://c/v1/metrics")).isEqualTo("http://c/v1/metrics");
  }

  private static String address(String endpoint) {
    return ExportSettings.Otlp.to(URI.create(endpoint)).address().toString();
  }
}

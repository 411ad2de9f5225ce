package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OWNER = "unit:java-0.service/java/0";

  private final StagedWatch watch = new StagedWatch(60, Instant.parse("2026-03-04T05:06:07Z"));
  private final WatchServer server = StagedServer.started(WebOptions.loopback(0), watch);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /// What to ask for each path of the document.
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("/api/v1/processes/{pid}", "/api/v1/processes/1000?all=true"),
          Map.entry("/api/v1/findings/{id}", "/api/v1/findings/i-0"),
          Map.entry("/api/v1/hunts/{id}", "/api/v1/hunts/h-1"),
          Map.entry(
              "/api/v1/history", "/api/v1/history?metric=class&steps=50&from=-P1D&owner=" + OWNER),
          Map.entry("/api/v1/marks", "/api/v1/marks?from=-P1D"),
          Map.entry("/api/v1/history/export", "/api/v1/history/export?from=-PT60S"),
          Map.entry("/api/v1/alerts/{incident}/acknowledge", "/api/v1/alerts/i-0/acknowledge"),
          Map.entry("/api/v1/silences/{id}", "/api/v1/silences/s-1"));

  private static final Map<String, String> BODIES =
      Map.of(
          "/api/v1/hunts", "{\"pid\": 1000}",
          "/api/v1/silences", "{\"matchers\": {\"workload\": \"unit:*\"}, \"minutes\": 5}",
          "/-/login", "{\"token\": \"x\"}");

  @Test
  void every_address_of_the_document_answers_in_its_shape() throws Exception {
    JsonNode document = json("/api/v1/openapi.json");
    Shape shape = new Shape(document);
    // What is made comes before what asks for it.
    for (String method : new String[] {"post", "get", "delete"}) {
      for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
        JsonNode operation = path.getValue().get(method);
        if (operation != null && !path.getKey().endsWith("/events")) {
          holds(document, shape, path.getKey(), method, operation);
        }
      }
    }
  }

  private void holds(JsonNode document, Shape shape, String path, String method, JsonNode operation)
      throws Exception {
    String asked = EXAMPLES.getOrDefault(path, path);
    String body = method.equals("post") ? BODIES.getOrDefault(path, "{}") : "";
    HttpResponse<String> response = send(method.toUpperCase(Locale.ROOT), asked, body);
    String code = Integer.toString(response.statusCode());
    JsonNode described = operation.get("responses").get(code);
    assertThat(described)
        .as("%s %s answers %s: %s", method, path, code, response.body())
        .isNotNull();
    assertThat(code).as("%s %s", method, path).startsWith("2");
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    JsonNode content = described.get("content");
    if (content == null) {
      assertThat(response.body()).as(path).isEmpty();
      return;
    }
    assertThat(content.has(type)).as("%s %s is %s", method, path, type).isTrue();
    if (type.equals("application/json")) {
      JsonNode value = JSON.readTree(response.body());
      assertThat(shape.errors(content.get(type).get("schema"), value)).as(path).isEmpty();
    }
    assertThat(document.has("openapi")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort /api/v1/processes?sort=colour",
        "limit /api/v1/processes?limit=0",
        "limit /api/v1/processes?limit=many",
        "all /api/v1/processes/1000?all=maybe",
        "pid /api/v1/processes/abc",
        "owner /api/v1/history?metric=open",
        "metric /api/v1/history?owner=x",
        "steps /api/v1/history?owner=x&metric=open&steps=9999",
        "from /api/v1/marks?from=yesterday",
        "to /api/v1/marks?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "format /api/v1/history/export?format=xml",
        "limit /api/v1/alerts?limit=1&limit=2"
      })
  void a_parameter_that_does_not_fit_is_refused_by_its_name(String nameAndPath) throws Exception {
    String[] parts = nameAndPath.split(" ", 2);
    HttpResponse<String> response = send("GET", parts[1], "");
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).get("error");
    assertThat(error.get("what").asString() + error.get("why").asString()).contains(parts[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"pid\": \"x\"}",
        "{\"pid\": 1.5}",
        "{\"pid\": -1}",
        "{\"pid\": 1}{}",
        "{\"a\": {\"b\": {\"c\": 1}}}",
        "{}",
        "\"pid\""
      })
  void a_body_that_does_not_fit_is_refused(String body) throws Exception {
    HttpResponse<String> response = send("POST", "/api/v1/hunts", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":{\"what\":");
  }

  @Test
  void a_silence_of_everything_or_of_no_time_is_refused() throws Exception {
    assertThat(send("POST", "/api/v1/silences", "{\"matchers\":{},\"minutes\":5}").statusCode())
        .isEqualTo(400);
    assertThat(send("POST", "/api/v1/silences", "{\"matchers\":{\"a\":\"b\"}}").statusCode())
        .isEqualTo(400);
    String backwards =
        "{\"matchers\":{\"a\":\"b\"},\"from\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}";
    assertThat(send("POST", "/api/v1/silences", backwards).statusCode()).isEqualTo(400);
    assertThat(watch.silences()).isEmpty();
  }

  @Test
  void the_wrong_method_is_told_the_right_ones() throws Exception {
    HttpResponse<String> response = send("DELETE", "/api/v1/host", "");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(send("PUT", "/api/v1/silences", "{}").headers().firstValue("Allow"))
        .contains("GET, HEAD, POST");
  }

  @Test
  void what_is_not_there_is_told_as_json() throws Exception {
    for (String path :
        new String[] {
          "/api/v1/processes/9",
          "/api/v1/findings/none",
          "/api/v1/hunts/none",
          "/api/v2/host",
          "/ping/check",
          "/missing.js",
          "/..%2f..%2fetc/passwd",
          "/%2e%2e/secret.txt",
          "/.git.txt"
        }) {
      HttpResponse<String> response = send("GET", path, "");
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(JSON.readTree(response.body()).get("error").has("mend")).as(path).isTrue();
    }
  }

  @Test
  void rows_are_sorted_filtered_and_limited() throws Exception {
    JsonNode byOpen = json("/api/v1/processes?sort=open&limit=3").get("processes");
    assertThat(byOpen.size()).isEqualTo(3);
    assertThat(byOpen.get(0).at("/descriptors/open").asInt())
        .isGreaterThanOrEqualTo(byOpen.get(1).at("/descriptors/open").asInt());
    JsonNode found = json("/api/v1/processes?filter=POSTGRES");
    assertThat(found.get("matched").asInt()).isEqualTo(6);
    assertThat(found.get("total").asInt()).isEqualTo(60);
    assertThat(json("/api/v1/processes").at("/processes/0/standing").asString()).isEqualTo("leak");
  }

  @Test
  void hostile_names_are_text_and_nothing_else() throws Exception {
    HttpResponse<String> response = send("GET", "/api/v1/processes", "");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.body().strip()).doesNotContain("\n", "\u001b");
    assertThat(response.body().chars().noneMatch(c -> Character.isSurrogate((char) c))).isTrue();
    JsonNode rows = JSON.readTree(response.body()).get("processes");
    assertThat(rows.valueStream().map(row -> row.at("/process/name").asString()))
        .contains("<script>alert(1)</script>", "nginx\n\u001b[31mred", "bytes\\xff\\x80");
  }

  @Test
  void the_history_of_a_name_that_is_no_utf_8_is_found_by_what_is_shown_of_it() throws Exception {
    String shown = json("/api/v1/processes?filter=1003").at("/processes/0/lineage/id").asString();
    assertThat(shown).contains("\\xff");
    JsonNode track =
        json("/api/v1/history/series?owner=" + URLEncoder.encode(shown, StandardCharsets.UTF_8));
    assertThat(track.get("series").size()).isEqualTo(5 + StagedHistory.CLASSES);
  }

  @Test
  void classes_beyond_twelve_are_one_and_gaps_are_null() throws Exception {
    JsonNode tracks = json("/api/v1/history?metric=class&steps=288&from=-P1D&owner=" + OWNER);
    assertThat(tracks.get("tracks").size()).isEqualTo(13);
    JsonNode other = tracks.at("/tracks/12");
    assertThat(other.get("label").asString()).isEqualTo("other");
    assertThat(other.get("folded").asInt()).isEqualTo(StagedHistory.CLASSES - 12);
    assertThat(tracks.get("times").size()).isEqualTo(288);
    JsonNode first = tracks.at("/tracks/0/last");
    assertThat(first.size()).isEqualTo(288);
    assertThat(first.valueStream().filter(JsonNode::isNull).count()).isBetween(1L, 3L);
    assertThat(json("/api/v1/history?metric=open&owner=" + OWNER).get("tracks").size())
        .isEqualTo(1);
  }

  @Test
  void the_export_is_complete_in_both_forms() throws Exception {
    String query = "?owner=" + OWNER + "&from=-PT60S";
    String csv = send("GET", "/api/v1/history/export" + query, "").body();
    assertThat(csv).startsWith("at,owner,metric,label,value\r\n").endsWith("\r\n");
    assertThat(csv).contains("\"file /srv/<img src=x onerror=alert(1)>\"\"\n/*\"");
    String text = send("GET", "/api/v1/history/export" + query + "&format=openmetrics", "").body();
    assertThat(text).contains("# TYPE seep_history_class gauge\n").endsWith("# EOF\n");
    assertThat(text).contains("onerror=alert(1)>\\\"\\n/*\"} ");
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).distinct().count())
        .isEqualTo(text.lines().filter(line -> line.startsWith("# TYPE")).count());
  }

  @Test
  void large_answers_are_compressed_for_whoever_takes_that() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/api/v1/processes"))
            .header("Accept-Encoding", "br, gzip;q=0.5")
            .build();
    HttpResponse<java.io.InputStream> zipped =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream plain = new GZIPInputStream(zipped.body())) {
      assertThat(JSON.readTree(plain.readAllBytes()).get("total").asInt()).isEqualTo(60);
    }
    for (String refused : new String[] {"gzip;q=0", "identity", "br"}) {
      HttpRequest other =
          HttpRequest.newBuilder(request.uri()).header("Accept-Encoding", refused).build();
      assertThat(
              client
                  .send(other, HttpResponse.BodyHandlers.ofString())
                  .headers()
                  .firstValue("Content-Encoding"))
          .as(refused)
          .isEmpty();
    }
  }

  @Test
  void metrics_are_in_the_format_asked_for() throws Exception {
    assertThat(metrics("")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(metrics("*/*")).startsWith("text/plain");
    assertThat(
            metrics(
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"))
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(metrics("application/openmetrics-text;q=0.1,text/plain")).startsWith("text/plain");
    assertThat(send("GET", "/metrics", "").body())
        .contains("seep_process_open_fds", "seep_http_requests_total");
  }

  private String metrics(String accept) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/metrics"));
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return client
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .headers()
        .firstValue("Content-Type")
        .orElse("");
  }

  @Test
  void a_watch_that_does_not_work_is_not_ready() throws Exception {
    watch.notReady = Optional.of("no tick for 40 s");
    HttpResponse<String> response = send("GET", "/-/ready", "");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("no tick for 40 s");
    assertThat(send("GET", "/-/healthy", "").body()).isEqualTo("healthy\n");
  }

  @Test
  void a_route_that_throws_is_an_answer_and_the_server_goes_on() throws Exception {
    watch.broken = true;
    HttpResponse<String> response = send("GET", "/api/v1/host", "");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(JSON.readTree(response.body()).at("/error/why").asString())
        .contains("staged <failure>");
    watch.broken = false;
    assertThat(send("GET", "/api/v1/host", "").statusCode()).isEqualTo(200);
  }

  @Test
  void head_says_what_get_would() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(server.uri() + "api/v1/openapi.json")).HEAD().build();
    HttpResponse<String> response = client.send(head, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0))
        .isGreaterThan(10_000);
  }
}

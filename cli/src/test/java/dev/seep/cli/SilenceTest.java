package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `seep silence` with a server that answers as the watch's API does.
final class SilenceTest {
  private static final Instant SECOND = Evidence.NOW.truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder = Path.of("");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private int status = 200;
  private String answer = "";
  private HttpServer server = unstarted();

  private static HttpServer unstarted() {
    try {
      return HttpServer.create();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws java.io.IOException {
    String body =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("X-Seep")
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private CliRun run(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = url();
    return new CliRun().run(all);
  }

  @Test
  void add_sends_matchers_span_name_and_reason_with_the_header_against_foreign_pages() {
    status = 201;
    answer = "{\"id\":\"3f2a\"}";
    CliRun run =
        run(
            "silence",
            "add",
            "workload=unit:nginx.service",
            "class=*",
            "--for",
            "90m",
            "--by",
            "ops",
            "--comment",
            "a \"quoted\"\nreason");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("silence 3f2a until " + SECOND.plusSeconds(5400) + "\n");
    String request = asked.getFirst();
    assertThat(request).startsWith("POST /api/v1/silences 1 null {");
    JsonNode body = new ObjectMapper().readTree(request.substring(request.indexOf('{')));
    assertThat(body.path("matchers").path("workload").asString()).isEqualTo("unit:nginx.service");
    assertThat(body.path("matchers").path("class").asString()).isEqualTo("*");
    assertThat(body.path("from").asString()).isEqualTo(SECOND.toString());
    assertThat(body.path("until").asString()).isEqualTo(SECOND.plusSeconds(5400).toString());
    assertThat(body.path("by").asString()).isEqualTo("ops");
    assertThat(body.path("comment").asString()).isEqualTo("a \"quoted\"\nreason");
  }

  @Test
  void list_shows_one_a_line_with_hostile_text_made_harmless() {
    answer =
        """
        {"silences":[{"id":"a1","matchers":{"workload":"unit:a*"},"from":"%s","until":"%s",
        "by":"ops","comment":"x\\u001b[31m"},{"id":"b2","matchers":{},"from":"?","until":"?"}]}
        """
            .formatted(Evidence.NOW, Evidence.NOW.plusSeconds(3600));
    assertThat(run("silence", "list").out())
        .isEqualTo("a1  1h00m left  workload=unit:a*  by ops  (x\\x1b[31m)\nb2  ?  \n");
    assertThat(run("silence", "list", "--json").json().path("silences")).hasSize(2);
    answer = "{\"silences\":[]}";
    assertThat(run("silence", "list").out()).isEqualTo("no silences\n");
  }

  @Test
  void end_names_the_silence_in_the_address_whatever_is_in_it() throws Exception {
    status = 204;
    Path token = Files.writeString(folder.resolve("token"), "hush\n");
    CliRun run = run("silence", "end", "a/../b c", "--token-file", token.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("ended\n");
    assertThat(asked).containsExactly("DELETE /api/v1/silences/a%2F..%2Fb%20c 1 Bearer hush ");
  }

  @Test
  void what_the_watch_has_against_it_is_told() {
    status = 404;
    answer =
        "{\"error\":{\"what\":\"silence x\",\"why\":\"there is none\",\"mend\":\"list them\"}}";
    CliRun run = run("silence", "end", "x");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("seep: silence x: there is none\nseep: mend: list them\n");
    status = 401;
    assertThat(run("silence", "list").code()).isEqualTo(77);
    status = 500;
    answer = "<html>";
    assertThat(run("silence", "list").err()).contains("it answered 500");
  }

  @Test
  void an_answer_that_never_ends_is_left_at_the_deadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      try (SilenceApi api = new SilenceApi(base, "", Duration.ofMillis(300))) {
        assertThat(api.list())
            .isInstanceOfSatisfying(
                SilenceApi.Answer.Refused.class,
                refused -> assertThat(refused.why().why()).startsWith("no answer within"));
      }
    }
  }

  @Test
  void an_answer_without_bounds_is_not_read() {
    answer = "x".repeat(2 << 20);
    CliRun run = run("silence", "list");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void a_watch_that_is_not_there_is_told_with_the_mend() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    CliRun run = new CliRun().run("silence", "list", "--url", "http://127.0.0.1:" + free);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("seep: the watch at http://127.0.0.1:" + free + ": ")
        .endsWith("seep: mend: start seep watch, or give its address by --url\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silence",
        "silence stop",
        "silence add",
        "silence add nginx",
        "silence add a=b a=c",
        "silence add a=b --for never",
        "silence end",
        "silence end a b",
        "silence list x",
        "silence list --url ftp://x"
      })
  void a_mistyped_command_asks_nobody(String line) {
    CliRun run = new CliRun().run(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).startsWith("seep: ");
    assertThat(asked).isEmpty();
  }

  @Test
  void a_token_file_that_is_empty_or_missing_is_told() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "");
    assertThat(run("silence", "list", "--token-file", token.toString()).err())
        .startsWith("seep: " + token + ": it is empty");
    assertThat(run("silence", "list", "--token-file", folder + "/none").code()).isEqualTo(3);
    assertThat(asked).isEmpty();
  }
}

package dev.seep.cli.daemon;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/// The API of a running `seep watch`. Every answer ends by a deadline, and is bounded in bytes.
public final class DaemonClient implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 10;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final long MOST_BYTES = 64L << 20;

  private final URI base;
  private final String token;
  private final HttpClient http;

  /// @param base where the daemon listens: `http://127.0.0.1:7337`
  /// @param token for a daemon that demands one, empty for none
  public DaemonClient(URI base, String token) {
    this.base = base;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  public URI base() {
    return base;
  }

  /// @param path with its query, from the root: `/api/v1/processes`
  public Reading<JsonTree> get(String path) {
    return send(request(path).GET().build(), this::understand);
  }

  /// The same of what is no JSON.
  public Reading<String> getText(String path) {
    return send(
        request(path).GET().build(),
        answer ->
            answer.statusCode() == 200
                ? Reading.seen(new String(answer.body(), StandardCharsets.UTF_8))
                : new Reading.Unseen<>(refused(understand(answer), answer.statusCode())));
  }

  private Blind refused(Reading<JsonTree> understood, int status) {
    return switch (understood) {
      case Reading.Unseen<JsonTree>(Blind blind) -> blind;
      case Reading.Seen<JsonTree> _ -> blind("it answered " + status);
    };
  }

  /// @param json the body
  public Reading<JsonTree> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        this::understand);
  }

  /// `X-Seep` is what the daemon knows a page of another origin from, which cannot send it.
  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("X-Seep", "1");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private <T> Reading<T> send(
      HttpRequest request, Function<HttpResponse<byte[]>, Reading<T>> understanding) {
    var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES);
    // The deadline of a request ends with its head: only cancelling ends a body that drips.
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, body);
    try {
      return understanding.apply(answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return unseen("it did not answer within " + DEADLINE_SECONDS + " s");
    } catch (ExecutionException e) {
      return unseen(reason(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unseen("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private Reading<JsonTree> understand(HttpResponse<byte[]> response) {
    JsonTree document;
    try {
      document = JsonTree.parse(response.body());
    } catch (JacksonException e) {
      return unseen("it answered " + response.statusCode() + " and no JSON: is it Seep?");
    }
    if (response.statusCode() / 100 == 2) {
      return Reading.seen(document);
    }
    // `{ "error": { "what", "why", "mend" } }`
    Blind said = WatchJson.blind(document.at("error"));
    return said.why().isEmpty()
        ? unseen("it answered " + response.statusCode())
        : new Reading.Unseen<>(mended(response.statusCode(), said));
  }

  /// How a refusal is mended from here, where there is a better way than the daemon knows of.
  private static Blind mended(int status, Blind said) {
    return status == 401
        ? new Blind(said.what(), said.why(), "give the watch's token by --token-file FILE")
        : said;
  }

  private static String reason(Throwable e) {
    return e instanceof ConnectException
        ? "nobody listens there"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private <T> Reading<T> unseen(String why) {
    return new Reading.Unseen<>(blind(why));
  }

  private Blind blind(String why) {
    return new Blind("the watch at " + base, why, "start it with `seep watch`, or name its --url");
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}

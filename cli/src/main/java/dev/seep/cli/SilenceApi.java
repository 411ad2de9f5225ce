package dev.seep.cli;

import dev.seep.contract.Json;
import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The silences of a running watch, by its API. Every request ends by a deadline.
final class SilenceApi implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_TOKEN_BYTES = 1 << 16;

  private final URI base;
  private final String token;
  private final Duration deadline;
  private final HttpClient client;

  /// What the watch says.
  sealed interface Answer {
    /// @param json its body
    record Good(String json) implements Answer {}

    record Refused(Blind why) implements Answer {}
  }

  SilenceApi(URI base, String token, Duration deadline) {
    this.base = base;
    this.token = token;
    this.deadline = deadline;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// @throws UnseenException when the token cannot be read
  static SilenceApi open(URI base, @Nullable Path tokenFile, Map<String, String> environment) {
    String token =
        tokenFile == null
            ? environment.getOrDefault(SilenceCommand.TOKEN_VARIABLE, "").strip()
            : read(tokenFile);
    return new SilenceApi(base, token, DEADLINE);
  }

  private static String read(Path file) {
    String name = KernelText.printable(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      String token = new String(in.readNBytes(MOST_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw new UnseenException(new Blind(name, "it is empty", "write the token into it"));
      }
      return token;
    } catch (AccessDeniedException e) {
      throw new UnseenException(new Blind(name, "permission denied", "read it as a user who may"));
    } catch (IOException e) {
      throw new UnseenException(
          new Blind(name, "cannot be read: " + e.getClass().getSimpleName(), ""));
    }
  }

  Answer list() {
    return ask(request("").GET());
  }

  Answer add(Map<String, String> matchers, Instant from, Instant until, String by, String comment) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (Json json = new Json(body)) {
      json.begin("matchers");
      matchers.forEach(json::text);
      json.end().text("from", from.toString()).text("until", until.toString());
      json.text("by", by).text("comment", comment);
    }
    return ask(
        request("")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  Answer end(String id) {
    return ask(
        request("/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    String root = base.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + "/api/v1/silences" + path)).header("X-Seep", "1");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /// The deadline is for all of it, as a request's own timeout ends with the headers.
  private Answer ask(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
    try {
      return answer(asked.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return refused("no answer within " + deadline.toSeconds() + " s", "see whether it is well");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      return refused(
          KernelText.printable(message), "start seep watch, or give its address by --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused("interrupted", "");
    } finally {
      asked.cancel(true);
    }
  }

  private Answer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Answer.Good(response.body());
    }
    if (status == 401 || status == 403) {
      return refused(
          "not permitted (" + status + ")", "give its token by --token-file or in SEEP_TOKEN");
    }
    Map<String, Object> body = JsonText.object(response.body()).orElse(Map.of());
    Map<?, ?> error = JsonText.map(body, "error");
    if (!error.isEmpty()) {
      return new Answer.Refused(
          new Blind(
              JsonText.text(error, "what"),
              JsonText.text(error, "why"),
              JsonText.text(error, "mend")));
    }
    return refused("it answered " + status, "see whether a seep watch is there");
  }

  private Answer refused(String why, String mend) {
    return new Answer.Refused(
        new Blind("the watch at " + KernelText.printable(base.toString()), why, mend));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}

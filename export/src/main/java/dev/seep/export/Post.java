package dev.seep.export;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One POST with a deadline for all of it: name, connection, TLS, answer and the answer's body.
///
/// The client's own timeout ends where the body begins, and a future that is merely abandoned keeps
/// its descriptor; so the future is awaited here and cancelled, which closes the connection.
final class Post {
  /// Of an answer's body this much is kept, for its words.
  private static final int MOST_KEPT = 4096;

  /// A longer body is no answer to a POST of figures; the connection is closed.
  private static final int MOST_READ = 1 << 20;

  private Post() {}

  /// One for all exporters, as each costs a thread and some descriptors. HTTP/1.1: one request at a
  /// time on one connection that is kept. Redirects are not followed, as they would carry figures
  /// and credentials to where nobody configured them.
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(10))
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  /// What came of it.
  sealed interface Outcome {}

  /// @param retryAfter the header's value, empty for none
  /// @param body its beginning
  record Answered(int status, String retryAfter, String body) implements Outcome {}

  /// @param reason in plain words
  record Unanswered(String reason) implements Outcome {}

  static Outcome send(
      HttpClient client, URI address, Map<String, String> headers, Batch batch, Duration deadline)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(batch.body()));
    headers.forEach(request::setHeader);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), info -> new Beginning());
    try {
      HttpResponse<String> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      String retryAfter = response.headers().firstValue("Retry-After").orElse("");
      return new Answered(response.statusCode(), retryAfter, response.body());
    } catch (TimeoutException e) {
      return new Unanswered("no full answer within " + seconds(deadline) + " s");
    } catch (ExecutionException e) {
      return new Unanswered(reason(e.getCause() == null ? e : e.getCause()));
    } finally {
      // Does nothing to one that is complete.
      answer.cancel(true);
    }
  }

  private static String seconds(Duration length) {
    double seconds = length.toMillis() / 1000.0;
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }

  /// The client's exceptions often have no message, but their cause has.
  private static String reason(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() != null && !t.getMessage().isBlank()) {
        return t instanceof IOException ? t.getMessage() : kind(t) + ": " + t.getMessage();
      }
    }
    return failure instanceof ConnectException ? "cannot connect" : kind(failure);
  }

  private static String kind(Throwable failure) {
    return failure.getClass().getSimpleName();
  }

  /// Text of the other side, fit for one line of a log.
  static String words(String text) {
    String line = KernelText.printable(text.strip());
    return line.length() <= 200 ? line : line.substring(0, 199) + "…";
  }

  /// Reads a body to its end, so that the connection can be used again, and keeps its beginning.
  private static final class Beginning implements HttpResponse.BodySubscriber<String> {
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final byte[] kept = new byte[MOST_KEPT];
    private int length;
    private long read;
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription wanted) {
      subscription = wanted;
      wanted.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        read += buffer.remaining();
        int n = Math.min(buffer.remaining(), MOST_KEPT - length);
        buffer.get(kept, length, n);
        length += n;
      }
      if (read > MOST_READ && subscription != null) {
        subscription.cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(new String(kept, 0, length, StandardCharsets.UTF_8));
    }
  }
}

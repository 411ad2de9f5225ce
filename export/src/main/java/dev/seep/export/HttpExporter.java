package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A queue, a thread and a connection to one receiver; what is said there is the [Wire]'s matter.
///
/// A request that may be tried again keeps its place at the head of the queue until it is accepted
/// or gives way to newer ones; the pauses double up to `max_backoff`, or are what the receiver asks
/// for. One that the receiver refuses is given up, as it would refuse it for ever.
final class HttpExporter implements Exporter {
  private static final int MOST_DOUBLINGS = 20;

  private final HttpClient client;
  private final InstantSource clock;
  private final Origin origin;
  private final Backlog backlog;
  private final Thread sender;

  /// Guards encoding and all below.
  private final Object lock = new Object();

  private ExportSettings settings;
  private Wire wire;
  private @Nullable Instant offeredAt;
  private @Nullable Instant sentAt;
  private long sent;
  private long dropped;
  private long failedRequests;
  private int failuresInARow;
  private String lastError = "";

  private HttpExporter(
      ExportSettings settings, Origin origin, HttpClient client, InstantSource clock) {
    this.settings = settings;
    this.origin = origin;
    this.client = client;
    this.clock = clock;
    wire = wire(settings, origin);
    backlog = new Backlog(settings.queue().capacity());
    sender = Thread.ofVirtual().name(name(settings)).unstarted(this::run);
  }

  static HttpExporter start(
      ExportSettings settings, Origin origin, HttpClient client, InstantSource clock) {
    HttpExporter exporter = new HttpExporter(settings, origin, client, clock);
    exporter.sender.start();
    return exporter;
  }

  static String name(ExportSettings settings) {
    return switch (settings) {
      case ExportSettings.RemoteWrite remote -> "remote_write " + remote.url();
      case ExportSettings.Otlp otlp -> "otlp " + otlp.endpoint();
    };
  }

  private static Wire wire(ExportSettings settings, Origin origin) {
    return switch (settings) {
      case ExportSettings.RemoteWrite remote -> new RemoteWriteWire(remote);
      case ExportSettings.Otlp otlp -> new OtlpWire(otlp, origin);
    };
  }

  @Override
  public boolean due(Instant at) {
    synchronized (lock) {
      if (offeredAt == null || at.isBefore(offeredAt)) {
        return true;
      }
      // Ticks are never exact: one that comes a little early is not left out for it.
      Duration interval = settings.interval();
      return Duration.between(offeredAt, at).plus(interval.dividedBy(10)).compareTo(interval) >= 0;
    }
  }

  @Override
  public void offer(Instant at, List<Metric> metrics) {
    synchronized (lock) {
      if (!due(at)) {
        return;
      }
      offeredAt = at;
      for (Batch batch : wire.encode(at, metrics)) {
        dropped += backlog.add(batch);
      }
    }
  }

  @Override
  public Health health() {
    synchronized (lock) {
      return new Health(
          name(settings),
          backlog.samples(),
          sent,
          dropped,
          failedRequests,
          failuresInARow,
          sentAt,
          lastError);
    }
  }

  @Override
  public void reconfigure(ExportSettings wanted) {
    synchronized (lock) {
      if (wanted.equals(settings)) {
        return;
      }
      if (!wanted.getClass().equals(settings.getClass())) {
        throw new IllegalArgumentException(name(settings) + " cannot become " + name(wanted));
      }
      settings = wanted;
      wire = wire(wanted, origin);
    }
    backlog.kick(wanted.queue().capacity());
  }

  @Override
  public void close() {
    sender.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<Duration> pause = attempt(backlog.oldest());
        if (pause.isPresent()) {
          backlog.pause(pause.get());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // Whatever it was, figures that come later may get through; without a pause it might spin.
        if (!waited(failed(Post.words(e.toString())))) {
          return;
        }
      }
    }
  }

  private boolean waited(Duration pause) {
    try {
      backlog.pause(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// @return how long to wait before the next try, empty for not at all
  private Optional<Duration> attempt(Batch batch) throws InterruptedException {
    ExportSettings current;
    Wire protocol;
    synchronized (lock) {
      current = settings;
      protocol = wire;
    }
    Map<String, String> headers = new LinkedHashMap<>(current.headers());
    headers.putAll(protocol.headers());
    headers.put("User-Agent", "Seep/" + origin.version());
    try {
      Credentials.header(current.authorization())
          .ifPresent(value -> headers.put("Authorization", value));
    } catch (IOException e) {
      return Optional.of(failed(Post.words(String.valueOf(e.getMessage()))));
    }
    return switch (Post.send(
        client, current.address(), headers, batch, current.queue().timeout())) {
      case Post.Unanswered(String reason) -> Optional.of(failed(Post.words(reason)));
      case Post.Answered answer -> judged(protocol, batch, answer);
    };
  }

  private Optional<Duration> judged(Wire protocol, Batch batch, Post.Answered answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      accepted(batch, protocol.judge(answer.body()));
      return Optional.empty();
    }
    String said = "HTTP " + answer.status() + " " + Post.words(answer.body());
    if (protocol.isRetryable(answer.status())) {
      Duration backoff = failed(said);
      return Optional.of(RetryAfter.parse(answer.retryAfter(), clock.instant()).orElse(backoff));
    }
    refused(batch, said);
    return Optional.empty();
  }

  private void accepted(Batch batch, Wire.Verdict verdict) {
    synchronized (lock) {
      long rejected = Math.min(verdict.rejected(), batch.samples());
      backlog.removeOldest();
      dropped += rejected;
      sent += batch.samples() - rejected;
      sentAt = clock.instant();
      failuresInARow = 0;
      if (rejected > 0) {
        lastError =
            "refused "
                + rejected
                + " of "
                + batch.samples()
                + " samples: "
                + Post.words(verdict.note());
      }
    }
  }

  private void refused(Batch batch, String said) {
    synchronized (lock) {
      backlog.removeOldest();
      dropped += batch.samples();
      failedRequests++;
      failuresInARow++;
      lastError = said;
    }
  }

  /// @param reason fit for one line
  /// @return how long to wait before a further try
  private Duration failed(String reason) {
    synchronized (lock) {
      Duration longest = settings.queue().maxBackoff();
      Duration backoff =
          settings
              .queue()
              .minBackoff()
              .multipliedBy(1L << Math.min(failuresInARow, MOST_DOUBLINGS));
      failedRequests++;
      failuresInARow++;
      lastError = reason;
      Duration wait = backoff.compareTo(longest) < 0 ? backoff : longest;
      // Up to a tenth shorter, so that many hosts do not come back at one moment.
      return wait.minus(
          wait.multipliedBy(ThreadLocalRandom.current().nextInt(100)).dividedBy(1000));
    }
  }
}

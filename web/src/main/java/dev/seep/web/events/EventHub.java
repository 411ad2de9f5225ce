package dev.seep.web.events;

import dev.seep.evidence.Blind;
import dev.seep.evidence.watch.Metric;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// `/api/v1/events`: tells every open page what changed, as server-sent events.
///
/// Nothing is queued: a client knows the number of the last frame that it was sent, and takes the
/// newest when it is ready. If that follows on what it has, it is sent the change alone, else the
/// whole. So a slow client costs one number, and one that takes nothing for ten seconds is dropped
/// by the deadline of its write.
public final class EventHub implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.seep.web");
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] RETRY = "retry: 3000\n\n".getBytes(StandardCharsets.UTF_8);
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final int mostClients;
  private final Duration heartbeat;
  private final Frames frames;
  private final AutoCloseable listening;
  private final Thread teller;

  private @Nullable Frame newest;
  private boolean stale = true;
  private boolean closed;
  private int clients;
  private long refused;

  /// @param heartbeat how long a client hears nothing at most; it is also how soon a client that
  ///   went away is noticed
  public EventHub(WatchView view, int mostClients, Duration heartbeat, long firstSequence) {
    this.mostClients = mostClients;
    this.heartbeat = heartbeat;
    this.frames = new Frames(view, firstSequence);
    this.listening = view.listen(this::changed);
    this.teller = Thread.ofVirtual().name("events").start(this::tell);
  }

  public Route route() {
    return Route.get("/api/v1/events", this::events);
  }

  public List<Metric> metrics() {
    lock.lock();
    try {
      return List.of(
          Metric.of(
              Metric.Type.GAUGE, "seep_http_event_clients", "Open streams of events.", clients),
          Metric.of(
              Metric.Type.COUNTER,
              "seep_http_event_clients_refused_total",
              "Streams of events refused as there were too many.",
              (double) refused));
    } finally {
      lock.unlock();
    }
  }

  private void changed() {
    lock.lock();
    try {
      stale = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Makes a frame when something changed and somebody listens; several changes at once are one.
  private void tell() {
    try {
      while (awaitWork()) {
        try {
          publish(frames.next());
        } catch (RuntimeException | Error e) {
          LOG.log(Logger.Level.WARNING, "the page could not be told what changed", e);
        }
        Thread.sleep(BETWEEN_FRAMES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (!stale || clients == 0)) {
        news.await();
      }
      stale = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void publish(Frame frame) {
    lock.lock();
    try {
      newest = frame;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Answer events(Request request, Map<String, String> parts) {
    long has = lastId(request);
    lock.lock();
    try {
      if (clients >= mostClients || closed) {
        refused++;
        throw new Refusal(
            503,
            new Blind(
                "the stream of events", mostClients + " pages are open already", "close some"),
            Map.of("Retry-After", "10"));
      }
    } finally {
      lock.unlock();
    }
    return Answer.live("text/event-stream; charset=utf-8", to -> stream(to, has))
        .with("X-Accel-Buffering", "no");
  }

  /// What the browser had before its connection broke.
  private static long lastId(Request request) {
    String id = request.header("Last-Event-ID").orElse("");
    return id.matches("[0-9]{1,18}") ? Long.parseLong(id) : -1;
  }

  private void stream(OutputStream to, long lastId) throws IOException {
    if (!enter()) {
      to.write(": too many pages are open\n\n".getBytes(StandardCharsets.UTF_8));
      return;
    }
    try {
      to.write(RETRY);
      to.flush();
      long has = lastId;
      while (true) {
        Frame frame = awaitFrame(has);
        if (frame == null && isClosed()) {
          return;
        }
        to.write(frame == null ? HEARTBEAT : frame.after(has));
        to.flush();
        has = frame == null ? has : frame.sequence;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } finally {
      leave();
    }
  }

  private boolean enter() {
    lock.lock();
    try {
      if (clients >= mostClients) {
        refused++;
        return false;
      }
      if (clients == 0) {
        // Nobody was told anything for a while: what is at hand may be old.
        newest = null;
        stale = true;
      }
      clients++;
      news.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      clients--;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// @return null when it is time for a heartbeat, or when the hub is closed
  private @Nullable Frame awaitFrame(long has) throws InterruptedException {
    lock.lock();
    try {
      long left = heartbeat.toNanos();
      while (!closed && (newest == null || newest.sequence == has)) {
        if (left <= 0) {
          return null;
        }
        left = news.awaitNanos(left);
      }
      return closed ? null : newest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
    teller.interrupt();
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(Logger.Level.WARNING, "the watch goes on calling a server that is closed", e);
    }
  }
}

package dev.seep.alerting;

import dev.seep.alerting.channel.Delivery;
import dev.seep.evidence.watch.Incident;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was handed in and is not yet looked at: of each incident its latest state alone, so that it
/// stays small however slow the disk beneath the journal is. For several threads.
final class Inbox {
  private static final int MOST_INCIDENTS = 20_000;

  /// @param tick null for none
  record Batch(List<Incident> incidents, Set<Delivery> changed, @Nullable Instant tick) {}

  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private Set<Delivery> changed = new LinkedHashSet<>();
  private @Nullable Instant tick;
  private boolean busy;
  private boolean closed;
  private long lost;
  private String error = "";

  synchronized void incident(Incident incident) {
    if (incidents.size() >= MOST_INCIDENTS && !incidents.containsKey(incident.id())) {
      lost++;
      return;
    }
    incidents.put(incident.id(), incident);
    notifyAll();
  }

  synchronized void changed(Delivery delivery) {
    changed.add(delivery);
    notifyAll();
  }

  synchronized void tick(Instant now) {
    tick = now;
    notifyAll();
  }

  /// Waits for something to do; null when there will be nothing more.
  synchronized @Nullable Batch next() {
    while (isEmpty()) {
      if (closed) {
        return null;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        return null;
      }
    }
    busy = true;
    Batch batch = new Batch(List.copyOf(incidents.values()), changed, tick);
    incidents.clear();
    changed = new LinkedHashSet<>();
    tick = null;
    return batch;
  }

  private boolean isEmpty() {
    return incidents.isEmpty() && changed.isEmpty() && tick == null;
  }

  synchronized void done() {
    busy = false;
    notifyAll();
  }

  synchronized void failed(Throwable e) {
    error = "an alert could not be decided: " + e;
  }

  synchronized String error() {
    return error;
  }

  synchronized long lost() {
    return lost;
  }

  synchronized void awaitIdle() throws InterruptedException {
    while (busy || !isEmpty()) {
      wait();
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.channel.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Carries the notices of one channel: a queue with an end, and one virtual thread that sends them
/// one behind the other, so that a slow or dead receiver keeps nobody waiting but itself.
///
/// A failure lets the whole channel wait, longer each time, and puts the delivery behind those that
/// are due: one that never succeeds does not bar the way of others. The notices of one incident
/// keep their order.
///
/// Full, the newest notice of an incident takes the place of an older one of the same; else the
/// oldest reminder goes, else the oldest of all.
public final class Courier {
  private final String key;
  private final Sender sender;
  private final Pace pace;
  private final Consumer<Delivery> changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final List<Delivery> queue = new ArrayList<>();
  private final Thread worker;

  private @Nullable Delivery current;
  private long pausedUntilNanos = System.nanoTime();
  private int failuresInARow;
  private boolean closed;
  private long sent;
  private long failed;
  private long retried;
  private long dropped;
  private String lastError = "";

  /// @param sent, failed, dropped notices since the start
  /// @param retried tries that failed and were or will be repeated
  /// @param queued waiting, the one on its way included
  /// @param retrying of them, tried before
  /// @param oldest when the oldest of them was made, null for none
  /// @param lastError empty when the last try succeeded
  public record Stats(
      String channel,
      int queued,
      int retrying,
      @Nullable Instant oldest,
      long sent,
      long failed,
      long retried,
      long dropped,
      String lastError) {}

  /// @param changed called from the courier's thread after each try: be quick
  public Courier(String key, Sender sender, Pace pace, Consumer<Delivery> changed) {
    this.key = key;
    this.sender = sender;
    this.pace = pace;
    this.changed = changed;
    this.worker = Thread.ofVirtual().name("seep-alert-" + key).start(this::work);
  }

  /// @return those that had to go for it, each with the reason
  public List<Delivery> offer(Delivery delivery) {
    List<Delivery> gone = new ArrayList<>();
    lock.lock();
    try {
      if (closed) {
        delivery.fail("the channel was taken out of the configuration");
        return List.of(delivery);
      }
      if (delivery.isRefresh()) {
        queue.removeIf(Delivery::isRefresh);
      }
      if (waiting() >= pace.capacity()) {
        gone.addAll(makeRoom(delivery));
      }
      queue.add(delivery);
      wake.signal();
    } finally {
      lock.unlock();
    }
    return gone;
  }

  private int waiting() {
    return queue.size() + (current == null ? 0 : 1);
  }

  private List<Delivery> makeRoom(Delivery newest) {
    List<Delivery> superseded = queue.stream().filter(newest::supersedes).toList();
    if (!superseded.isEmpty()) {
      queue.removeAll(superseded);
      superseded.forEach(each -> each.fail("the queue is full: a newer notice took its place"));
      return superseded;
    }
    if (queue.isEmpty()) {
      return List.of();
    }
    Delivery victim =
        queue.stream().filter(Delivery::isReminder).findFirst().orElse(queue.getFirst());
    queue.remove(victim);
    victim.fail("the queue is full: dropped");
    dropped++;
    return List.of(victim);
  }

  private void work() {
    while (true) {
      Delivery next;
      try {
        next = next();
      } catch (InterruptedException e) {
        return;
      }
      Outcome outcome = attempt(next);
      if (settle(next, outcome)) {
        changed.accept(next);
      } else {
        return;
      }
    }
  }

  private Outcome attempt(Delivery delivery) {
    try {
      return sender.send(delivery.notice(), delivery.done());
    } catch (RuntimeException | Error e) {
      // Whatever it is (out of memory, a class that cannot be loaded while descriptors are short):
      // the channel must live on and try again.
      return new Outcome.Later(Failures.line(Failures.said(e)), Duration.ZERO);
    }
  }

  private Delivery next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = System.nanoTime();
        long until = pausedUntilNanos - now;
        if (until <= 0) {
          Delivery due = due(now);
          if (due != null) {
            queue.remove(due);
            current = due;
            return due;
          }
          until = untilNextTry(now);
        }
        if (queue.isEmpty()) {
          wake.await();
        } else {
          long _ = wake.awaitNanos(Math.max(until, 1_000_000));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Where none is due, each that waits was tried before or is behind one that was.
  private long untilNextTry(long now) {
    return queue.stream()
        .filter(each -> each.failures > 0)
        .mapToLong(each -> each.notBeforeNanos - now)
        .min()
        .orElse(0);
  }

  /// The first that may be tried now and that no earlier notice of its incidents is ahead of.
  private @Nullable Delivery due(long now) {
    for (int i = 0; i < queue.size(); i++) {
      Delivery each = queue.get(i);
      boolean first = queue.subList(0, i).stream().noneMatch(each::sharesIncident);
      if (first && (each.failures == 0 || each.notBeforeNanos - now <= 0)) {
        return each;
      }
    }
    return null;
  }

  /// Whether the courier goes on.
  private boolean settle(Delivery delivery, Outcome outcome) {
    lock.lock();
    try {
      current = null;
      switch (outcome) {
        case Outcome.Accepted accepted -> {
          delivery.step(State.SENT, accepted.detail());
          sent++;
          failuresInARow = 0;
          lastError = "";
        }
        case Outcome.Refused refused -> {
          delivery.step(State.FAILED, refused.detail());
          failed++;
          failuresInARow = 0;
          lastError = refused.detail();
        }
        case Outcome.Later later -> postpone(delivery, later);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void postpone(Delivery delivery, Outcome.Later later) {
    delivery.step(State.RETRYING, later.detail());
    retried++;
    lastError = later.detail();
    delivery.failures++;
    failuresInARow++;
    long now = System.nanoTime();
    double chance = ThreadLocalRandom.current().nextDouble();
    delivery.notBeforeNanos = now + pace.waitNanos(delivery.failures, later.after(), chance);
    pausedUntilNanos = now + pace.waitNanos(failuresInARow, later.after(), chance);
    int before = 0;
    while (before < queue.size() && !queue.get(before).sharesIncident(delivery)) {
      before++;
    }
    queue.add(before, delivery);
  }

  /// Takes no more and ends the thread.
  ///
  /// @return what was not sent; one that was on its way may yet arrive
  public List<Delivery> close() {
    lock.lock();
    try {
      closed = true;
      List<Delivery> left = new ArrayList<>();
      if (current != null) {
        left.add(current);
      }
      left.addAll(queue);
      queue.clear();
      worker.interrupt();
      return left;
    } finally {
      lock.unlock();
    }
  }

  public Stats stats() {
    lock.lock();
    try {
      Instant oldest = current == null ? null : current.notice().at();
      int retrying = current != null && current.failures > 0 ? 1 : 0;
      for (Delivery each : queue) {
        Instant at = each.notice().at();
        oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
        retrying += each.failures > 0 ? 1 : 0;
      }
      return new Stats(key, waiting(), retrying, oldest, sent, failed, retried, dropped, lastError);
    } finally {
      lock.unlock();
    }
  }
}

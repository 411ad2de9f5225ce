package dev.seep.export;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for a receiver, oldest first; bounded in samples and in bytes. When it is full the
/// oldest give way, as the newest say how things stand; the one that is being sent does not, as it
/// would be counted both as sent and as dropped.
final class Backlog {
  /// Whatever the bound in samples: an eighth of the daemon's heap.
  static final long MOST_BYTES = 8L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
  private int capacity;
  private long samples;
  private long bytes;
  private long kicks;
  private @Nullable Batch flying;

  Backlog(int capacity) {
    this.capacity = capacity;
  }

  /// @return samples that were dropped for it
  long add(Batch batch) {
    lock.lock();
    try {
      waiting.addLast(batch);
      samples += batch.samples();
      bytes += batch.body().length;
      long dropped = 0;
      while (waiting.size() > 1 && (samples > capacity || bytes > MOST_BYTES)) {
        Batch first = waiting.removeFirst();
        if (first.equals(flying)) {
          dropped += removed(waiting.removeFirst());
          waiting.addFirst(first);
        } else {
          dropped += removed(first);
        }
      }
      changed.signalAll();
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /// The oldest, which stays until it is removed or a pause begins; waits for one.
  Batch oldest() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        changed.await();
      }
      Batch oldest = waiting.getFirst();
      flying = oldest;
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  /// The oldest is sent or given up.
  void removeOldest() {
    lock.lock();
    try {
      removed(waiting.removeFirst());
      flying = null;
    } finally {
      lock.unlock();
    }
  }

  /// Waits before a further try of the oldest, which may give way meanwhile; a kick ends it.
  void pause(Duration length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      flying = null;
      long seen = kicks;
      long left = length.toNanos();
      while (left > 0 && kicks == seen) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// @param capacity from now on
  void kick(int capacity) {
    lock.lock();
    try {
      this.capacity = capacity;
      kicks++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long samples() {
    lock.lock();
    try {
      return samples;
    } finally {
      lock.unlock();
    }
  }

  private long removed(Batch batch) {
    samples -= batch.samples();
    bytes -= batch.body().length;
    return batch.samples();
  }
}

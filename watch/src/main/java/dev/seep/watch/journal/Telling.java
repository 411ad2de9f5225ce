package dev.seep.watch.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Hands on what was found, once a minute for each process, unit and kind, and twenty a second in
/// all: a server out of descriptors writes thousands of such lines a second, and the first says it.
final class Telling {
  private static final long REPEATED_AFTER_NANOS = 60_000_000_000L;
  private static final int REMEMBERED = 1024;
  private static final int PER_SECOND = 20;
  private static final int BURST = 60;

  private record Subject(int pid, String unit, String command, Exhausted.Kind kind) {}

  private final ExhaustionListener listener;
  private final LongSupplier nanos;
  private final Budget budget;
  private final AtomicLong matched = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Map<Subject, Long> toldAt =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  Telling(ExhaustionListener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
    this.budget = new Budget(PER_SECOND, BURST, nanos.getAsLong());
  }

  synchronized void tell(Exhausted seen) {
    matched.incrementAndGet();
    long now = nanos.getAsLong();
    Subject subject = new Subject(seen.pid(), seen.unit(), seen.command(), seen.kind());
    Long before = toldAt.get(subject);
    boolean repeats = before != null && now - before < REPEATED_AFTER_NANOS;
    if (repeats || !budget.take(now)) {
      return;
    }
    toldAt.remove(subject);
    toldAt.put(subject, now);
    told.incrementAndGet();
    try {
      listener.exhausted(seen);
    } catch (RuntimeException | Error _) {
      failed.incrementAndGet();
    }
  }

  long matched() {
    return matched.get();
  }

  long told() {
    return told.get();
  }

  long failed() {
    return failed.get();
  }
}

package dev.seep.watch.journal;

import dev.seep.evidence.Blind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Follows plain log files for lines that say something has run out, for machines and programs that
/// write no journal.
///
/// Files that are there when it begins are followed from their end, those that come later from
/// their beginning. It looks once a second, and for new files every ten seconds; at most 256 files,
/// of each at most 1 MB a second. Whose line it is it takes from the line itself, where nginx and
/// syslog name the process; else it is that of the only process that has the file open for writing,
/// or nobody's (pid -1).
public final class LogFollower implements AutoCloseable {
  private static final int MOST_FILES = 256;
  private static final int LOOKS_BETWEEN_SEARCHES = 10;
  private static final int LINES_PER_SECOND = 5_000;
  private static final String WHAT = "exhaustion that is written in log files";

  private final List<LogGlob> globs;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Telling telling;
  private final Budget budget;
  private final int own = Math.toIntExact(ProcessHandle.current().pid());
  private final Map<Path, FollowedFile> files = new LinkedHashMap<>();
  private final Map<Path, Blind> broken = new LinkedHashMap<>();
  private final byte[] buffer = new byte[64 << 10];
  private final Set<Optional<LogFile>> known = new LinkedHashSet<>();
  private final LogWriters writers;
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long cutBefore;
  private long begunAnewBefore;
  private boolean tooMany;
  private int looks;

  /// Begins to follow.
  ///
  /// @param patterns absolute paths, each part of which may be a glob
  /// @throws IllegalArgumentException when one of them is no such pattern, with what is wrong
  public LogFollower(
      List<String> patterns, ExhaustionListener listener, InstantSource clock, LongSupplier nanos) {
    this(patterns, listener, clock, nanos, 1_000);
  }

  /// @param everyMillis how often it looks
  LogFollower(
      List<String> patterns,
      ExhaustionListener listener,
      InstantSource clock,
      LongSupplier nanos,
      long everyMillis) {
    this.globs = patterns.stream().map(LogGlob::of).toList();
    this.clock = clock;
    this.nanos = nanos;
    this.writers = new LogWriters(Path.of("/proc"), nanos);
    this.telling = new Telling(listener, nanos);
    this.budget = new Budget(LINES_PER_SECOND, 2 * LINES_PER_SECOND, nanos.getAsLong());
    search(true);
    look();
    this.thread = Thread.ofVirtual().name("logs").start(() -> run(everyMillis));
  }

  private void run(long everyMillis) {
    while (!await(everyMillis)) {
      try {
        if (++looks % LOOKS_BETWEEN_SEARCHES == 0) {
          search(false);
        }
        look();
      } catch (RuntimeException | Error unexpected) {
        fail(Path.of("/"), "looking failed: " + unexpected);
      }
    }
  }

  private boolean await(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      return true;
    }
  }

  private synchronized void search(boolean first) {
    Set<Path> found = new HashSet<>();
    for (LogGlob glob : globs) {
      for (Path path : glob.files(MOST_FILES + 1)) {
        found.add(path);
        if (files.size() < MOST_FILES) {
          files.computeIfAbsent(
              path, each -> new FollowedFile(each, first || known.contains(LogFile.at(each))));
        }
      }
    }
    tooMany = found.size() > MOST_FILES;
    broken.keySet().retainAll(found);
  }

  /// Looks at every file once.
  synchronized void look() {
    for (FollowedFile file : List.copyOf(files.values())) {
      try {
        Path path = file.path();
        if (file.look(buffer, (bytes, length) -> line(path, bytes, length))) {
          remember(file.identity());
          broken.remove(path);
        } else {
          forget(file);
        }
      } catch (IOException unreadable) {
        fail(file.path(), unreadable.toString());
      }
    }
  }

  /// A log that has been renamed is not read again under its new name.
  private void remember(Optional<LogFile> file) {
    if (known.add(file) && known.size() > 2 * MOST_FILES) {
      known.remove(known.iterator().next());
    }
  }

  private void forget(FollowedFile file) {
    files.remove(file.path());
    cutBefore += file.cut();
    begunAnewBefore += file.begunAnew();
  }

  private synchronized void fail(Path path, String why) {
    if (broken.size() < MOST_FILES) {
      String mend = "let the user of the daemon read it (setfacl -m u:USER:r, or the group adm)";
      broken.put(path, new Blind(WHAT + ": " + path, why, mend));
    }
  }

  private void line(Path path, byte[] bytes, int length) {
    if (!budget.take(nanos.getAsLong())) {
      skipped.incrementAndGet();
      return;
    }
    lines.incrementAndGet();
    Findings.of(bytes, length, own, clock.instant())
        .map(found -> found.pid() < 0 ? found.writtenBy(writers.of(path)) : found)
        .ifPresent(telling::tell);
  }

  /// What cannot be followed, and why.
  public synchronized List<Blind> blind() {
    List<Blind> all = new ArrayList<>(broken.values());
    if (!globs.isEmpty() && files.isEmpty()) {
      String patterns = String.join(" ", globs.stream().map(LogGlob::pattern).toList());
      all.add(new Blind(WHAT, "no file is meant by " + patterns, "mend logs"));
    }
    if (tooMany) {
      all.add(new Blind(WHAT, "more than " + MOST_FILES + " files are meant", "narrow logs down"));
    }
    long behind = files.values().stream().mapToLong(FollowedFile::skippedBytes).sum();
    if (behind > 0) {
      all.add(new Blind(WHAT, behind + " bytes came too fast and were not read", ""));
    }
    return all;
  }

  public synchronized JournalCounts counts() {
    long cut = cutBefore;
    long begunAnew = begunAnewBefore;
    for (FollowedFile each : files.values()) {
      cut += each.cut();
      begunAnew += each.begunAnew();
    }
    return new JournalCounts(
        lines.get(),
        skipped.get(),
        cut,
        telling.matched(),
        telling.told(),
        telling.failed(),
        begunAnew);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(3_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    closeFiles();
  }

  private synchronized void closeFiles() {
    for (FollowedFile file : files.values()) {
      try {
        file.close();
      } catch (IOException gone) {
        // It was open for reading alone: nothing is lost.
      }
    }
    files.clear();
  }
}

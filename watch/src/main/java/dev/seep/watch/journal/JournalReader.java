package dev.seep.watch.journal;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Follows the systemd journal, that of the kernel in it, for lines that say something has run out.
///
/// **What it costs.** Where journalctl can select lines, hardly any reach this process. Where it
/// cannot, each is looked at in one pass over its bytes, at most `linesPerSecond` of them; more are
/// counted and skipped. What is found is told once a minute for each process and kind.
///
/// **When it fails.** journalctl is begun anew a second after it ended, then two, and so on up to a
/// minute, from where it ended. Without a journal, or without the right to read it, [#blind] says
/// what would mend that, and it is tried again every minute.
///
/// One thread waits for the lines, and nothing else does anything while none come.
public final class JournalReader implements AutoCloseable {
  private static final int LINE_ROOM = 64 << 10;
  private static final long FIRST_WAIT_SECONDS = 1;
  private static final long LONGEST_WAIT_SECONDS = 60;
  private static final long GOOD_RUN_NANOS = 60_000_000_000L;
  private static final String WHAT = "exhaustion that is written in the journal";

  private final JournalOptions options;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Telling telling;
  private final int own = Math.toIntExact(ProcessHandle.current().pid());
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong cut = new AtomicLong();
  private final AtomicLong restarts = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Budget budget;
  private final Thread thread;
  private volatile @Nullable Blind blind;
  private volatile @Nullable JournalProcess running;
  private String lastWords = "";

  /// Begins to read, from now on.
  public JournalReader(
      JournalOptions options,
      ExhaustionListener listener,
      InstantSource clock,
      LongSupplier nanos) {
    this.options = options;
    this.clock = clock;
    this.nanos = nanos;
    this.telling = new Telling(listener, nanos);
    this.budget =
        new Budget(options.linesPerSecond(), 2 * options.linesPerSecond(), nanos.getAsLong());
    this.thread = Thread.ofPlatform().daemon().name("journal").start(this::run);
  }

  /// Why the journal cannot be read, or not all of it; empty while it can.
  public Optional<Blind> blind() {
    return Optional.ofNullable(blind);
  }

  public JournalCounts counts() {
    return new JournalCounts(
        lines.get(),
        skipped.get(),
        cut.get(),
        telling.matched(),
        telling.told(),
        telling.failed(),
        restarts.get());
  }

  private void run() {
    long wait = FIRST_WAIT_SECONDS;
    long since = clock.instant().getEpochSecond();
    while (closing.getCount() > 0) {
      long began = nanos.getAsLong();
      boolean ran = followGuarded(since);
      since = ran ? clock.instant().getEpochSecond() : since;
      wait = nanos.getAsLong() - began > GOOD_RUN_NANOS ? FIRST_WAIT_SECONDS : wait;
      if (await(ran ? wait : LONGEST_WAIT_SECONDS)) {
        return;
      }
      restarts.addAndGet(ran ? 1 : 0);
      wait = Math.min(LONGEST_WAIT_SECONDS, 2 * wait);
    }
  }

  /// True when it is time to end.
  private boolean await(long seconds) {
    try {
      return closing.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      return true;
    }
  }

  private boolean followGuarded(long since) {
    try {
      return follow(since);
    } catch (RuntimeException | Error unexpected) {
      blind = new Blind(WHAT, "reading it failed: " + unexpected, "");
      return true;
    }
  }

  /// Until journalctl ends; false when there was nothing to begin with.
  private boolean follow(long since) {
    if (!Files.isDirectory(options.runtime())) {
      blind =
          new Blind(
              WHAT,
              "no systemd-journald runs here (" + options.runtime() + " does not exist)",
              "name the log files to follow under logs in the configuration");
      return false;
    }
    lastWords = "";
    try (JournalProcess journal =
        JournalProcess.start(options, since, JournalProcess.canMatch(options))) {
      running = journal;
      if (closing.getCount() == 0) {
        return true;
      }
      blind = null;
      read(journal.lines());
      if (closing.getCount() > 0) {
        ended(journal.exitCode());
      }
      return true;
    } catch (IOException failed) {
      notStarted(failed);
      return false;
    } finally {
      running = null;
    }
  }

  private void read(InputStream from) throws IOException {
    ByteLines cutter = new ByteLines(LINE_ROOM);
    byte[] buffer = new byte[16 << 10];
    int count;
    while ((count = from.read(buffer)) >= 0) {
      cutter.add(buffer, count, this::line);
      cut.set(cutter.cut());
    }
  }

  private void line(byte[] bytes, int length) {
    if (!budget.take(nanos.getAsLong())) {
      skipped.incrementAndGet();
      return;
    }
    lines.incrementAndGet();
    if (bytes[0] != '{') {
      complaint(KernelText.decode(bytes, 0, Math.min(length, 300)));
      return;
    }
    if (Phrases.mayBe(bytes, 0, length) || isInBytes(bytes, length)) {
      JournalEntry.parse(bytes, length)
          .flatMap(entry -> Findings.of(entry, own, clock.instant()))
          .ifPresent(telling::tell);
    }
  }

  /// Whether the message is a list of its bytes, of which no word can be seen.
  private static boolean isInBytes(byte[] line, int length) {
    byte[] sign = {'"', 'M', 'E', 'S', 'S', 'A', 'G', 'E', '"', ':', '['};
    for (int i = 0; i + sign.length <= length; i++) {
      if (line[i] == '"' && Arrays.equals(line, i, i + sign.length, sign, 0, sign.length)) {
        return true;
      }
    }
    return false;
  }

  /// What journalctl says about itself.
  private void complaint(String text) {
    lastWords = KernelText.printable(text);
    if (text.contains("not seeing messages") || text.contains("insufficient permissions")) {
      blind = new Blind(WHAT, "journalctl: " + lastWords, rights());
    }
  }

  private static String rights() {
    return "add the user of the daemon to the group systemd-journal"
        + " (SupplementaryGroups=systemd-journal in its unit)";
  }

  private void ended(int code) {
    boolean rights = lastWords.contains("permission");
    String words = lastWords.isEmpty() ? "" : ": " + lastWords;
    blind =
        new Blind(
            WHAT,
            "journalctl ended with " + code + words + "; it is started again",
            rights ? rights() : "");
  }

  private void notStarted(IOException failed) {
    String name = options.command().getFirst();
    blind =
        new Blind(
            WHAT,
            name + " cannot be started: " + failed.getMessage(),
            "install systemd's journalctl, or name log files under logs");
  }

  @Override
  public void close() {
    closing.countDown();
    JournalProcess journal = running;
    if (journal != null) {
      journal.close();
    }
    try {
      thread.join(3_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

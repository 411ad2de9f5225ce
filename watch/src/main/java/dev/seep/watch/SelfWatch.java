package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.SelfReport.Budget;
import dev.seep.kernel.procfs.Glance;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.store.HistoryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Seep watches Seep: what it uses, against what it allows itself.
final class SelfWatch {
  /// `USER_HZ`, which the kernel fixes at 100 (`asm/param.h`).
  private static final double TICKS_PER_SECOND = 100;

  /// Fields 14 to 17 of proc_pid_stat(5), counted from behind the name: own time, and that of the
  /// children that have ended, which are the closer looks.
  private static final int UTIME = 11;

  private static final int CSTIME = 14;

  /// The share is told over so long …
  private static final double SHARE_SECONDS = 300;

  /// … once so much has passed.
  private static final double LEAST_SHARE_SECONDS = 20;

  /// What the watch allows itself.
  ///
  /// @param cpuShare of one processor
  /// @param huntsShare of one processor over an hour, for closer looks
  record Allowance(double cpuShare, double huntsShare, long residentBytes, int descriptors) {
    static final Allowance STANDARD = new Allowance(0.01, 0.01, 120L << 20, 512);
  }

  /// Closer looks come seldom and cost much at once: what they may take is counted over the hour.
  private static final double HUNTS_SECONDS = 3_600;

  /// @param own of this process
  /// @param children of those that have ended, which are the closer looks
  private record Used(double atSeconds, double own, double children) {
    double all() {
      return own + children;
    }
  }

  private final ProcFs procfs;
  private final int pid = (int) ProcessHandle.current().pid();
  private final Instant startedAt;
  private final Deque<Used> used = new ArrayDeque<>();
  private Allowance allowance;
  private long ticks;
  private long late;
  private double tickMillis;

  SelfWatch(ProcFs procfs, Instant startedAt, Allowance allowance) {
    this.procfs = procfs;
    this.startedAt = startedAt;
    this.allowance = allowance;
  }

  void reconfigure(Allowance changed) {
    allowance = changed;
  }

  /// A tick has ended.
  void ticked(Moment now, double millis, boolean wasLate) {
    ticks++;
    late += wasLate ? 1 : 0;
    tickMillis = millis;
    used.addLast(cpu(now));
    while (used.size() > 2 && now.seconds() - used.getFirst().atSeconds() > HUNTS_SECONDS) {
      used.removeFirst();
    }
  }

  /// Of one processor over the last minutes; NaN when it is too early to tell.
  double cpuShare() {
    return share(SHARE_SECONDS, Used::all);
  }

  private double ownShare() {
    return share(SHARE_SECONDS, Used::own);
  }

  /// What closer looks took, as a share of the hour: of a whole one, as they are few.
  private double huntsShare() {
    return used.size() < 2
        ? 0
        : (used.getLast().children() - used.getFirst().children()) / HUNTS_SECONDS;
  }

  private double share(double over, ToDoubleFunction<Used> of) {
    if (used.isEmpty()) {
      return Double.NaN;
    }
    Used last = used.getLast();
    Used first = last;
    for (Iterator<Used> back = used.descendingIterator(); back.hasNext(); ) {
      Used before = back.next();
      if (last.atSeconds() - before.atSeconds() > over) {
        break;
      }
      first = before;
    }
    double seconds = last.atSeconds() - first.atSeconds();
    return seconds < LEAST_SHARE_SECONDS
        ? Double.NaN
        : (of.applyAsDouble(last) - of.applyAsDouble(first)) / seconds;
  }

  boolean isOverCpu() {
    double share = ownShare();
    return !Double.isNaN(share) && share > allowance.cpuShare();
  }

  SelfReport report(
      Moment now,
      HistoryReader.Size size,
      int series,
      Capacity capacity,
      Hunts hunts,
      List<String> shed,
      List<Blind> blind) {
    Runtime runtime = Runtime.getRuntime();
    Reading<Glance> glance = procfs.glance(pid);
    long resident = glance.map(Glance::residentBytes).orElse(-1L);
    int threads = glance.map(g -> g.facts().threads()).orElse(-1);
    int open = procfs.descriptorCount(pid).orElse(-1);
    long limit = procfs.descriptorLimits(pid).map(l -> l.soft()).orElse(-1L);
    double share = cpuShare();
    return new SelfReport(
        startedAt,
        now.wall(),
        tickMillis,
        ticks,
        late,
        share,
        cpu(now).all(),
        open,
        (int) Math.min(Integer.MAX_VALUE, limit),
        threads,
        resident,
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        size.bytes(),
        size.limitBytes(),
        series,
        capacity.taken(),
        hunts.begun(),
        hunts.running(),
        List.of(
            new Budget("cpu", "share of one processor", ownShare(), allowance.cpuShare()),
            new Budget(
                "closer looks",
                "share of one processor over an hour",
                huntsShare(),
                allowance.huntsShare()),
            new Budget(
                "resident memory", "bytes", (double) resident, (double) allowance.residentBytes()),
            new Budget("descriptors", "descriptors", open, allowance.descriptors()),
            new Budget("disk", "bytes", (double) size.bytes(), (double) size.limitBytes()),
            new Budget("classes judged", "classes", capacity.taken(), capacity.most())),
        shed,
        blind);
  }

  /// Nothing used when it cannot be read.
  private static Used cpu(Moment now) {
    try {
      String text = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", CSTIME + 2);
      long own = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]);
      long children = Long.parseLong(fields[CSTIME - 1]) + Long.parseLong(fields[CSTIME]);
      return new Used(now.seconds(), own / TICKS_PER_SECOND, children / TICKS_PER_SECOND);
    } catch (IOException | RuntimeException unreadable) {
      return new Used(now.seconds(), 0, 0);
    }
  }
}

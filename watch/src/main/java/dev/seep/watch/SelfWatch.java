package dev.seep.watch;

import dev.seep.evidence.Blind;
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
import java.util.List;

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
  record Allowance(double cpuShare, long residentBytes, int descriptors) {
    static final Allowance STANDARD = new Allowance(0.01, 120L << 20, 512);
  }

  private record Used(double atSeconds, double cpuSeconds) {}

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
    used.addLast(new Used(now.seconds(), cpuSeconds()));
    while (used.size() > 2 && now.seconds() - used.getFirst().atSeconds() > SHARE_SECONDS) {
      used.removeFirst();
    }
  }

  /// Of one processor over the last minutes; NaN when it is too early to tell.
  double cpuShare() {
    if (used.isEmpty()) {
      return Double.NaN;
    }
    Used first = used.getFirst();
    Used last = used.getLast();
    double seconds = last.atSeconds() - first.atSeconds();
    return seconds < LEAST_SHARE_SECONDS
        ? Double.NaN
        : (last.cpuSeconds() - first.cpuSeconds()) / seconds;
  }

  boolean isOverCpu() {
    double share = cpuShare();
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
    long resident = procfs.glance(pid).map(Glance::residentBytes).orElse(-1L);
    int threads = procfs.glance(pid).map(g -> g.facts().threads()).orElse(-1);
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
        cpuSeconds(),
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
            new Budget("cpu", "share of one processor", share, allowance.cpuShare()),
            new Budget(
                "resident memory", "bytes", (double) resident, (double) allowance.residentBytes()),
            new Budget("descriptors", "descriptors", open, allowance.descriptors()),
            new Budget("disk", "bytes", (double) size.bytes(), (double) size.limitBytes()),
            new Budget("classes judged", "classes", capacity.taken(), capacity.most())),
        shed,
        blind);
  }

  /// -1 when it cannot be read.
  private static double cpuSeconds() {
    try {
      String text = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", CSTIME + 2);
      long ticks = 0;
      for (int field = UTIME; field <= CSTIME; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException | RuntimeException unreadable) {
      return -1;
    }
  }
}

package dev.seep.observer;

import dev.seep.evidence.Cost;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.ProcFs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this very process has used so far. Read from `/proc/self` and not through
/// `java.lang.management`, whose classes alone cost a command tens of milliseconds.
final class SelfCost {
  /// `USER_HZ`, which the kernel fixes at 100 for every architecture Seep knows (`asm/param.h`).
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private SelfCost() {}

  /// CPU seconds since the process began and its resident memory; -1 where they cannot be read.
  static Cost now() {
    Reading<MemoryUse> memory = new ProcFs().memoryBrief((int) ProcessHandle.current().pid());
    return new Cost(
        cpuSeconds(Path.of("/proc/self/stat")), memory.map(MemoryUse::residentBytes).orElse(-1L));
  }

  /// Fields 14 and 15 of `/proc/PID/stat` (proc_pid_stat(5)).
  static double cpuSeconds(Path stat) {
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", STIME + 2);
      return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND;
    } catch (IOException | RuntimeException unreadable) {
      return -1;
    }
  }
}

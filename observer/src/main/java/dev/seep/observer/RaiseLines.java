package dev.seep.observer;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.kernel.procfs.HostLimits;

/// The lines that raise a limit, as they can be typed. Empty where there is nothing to raise: the
/// limit is none, or the highest that the kernel takes.
final class RaiseLines {
  private RaiseLines() {}

  /// prlimit(1): up to the hard limit the owner may; past it only root, who raises both at once.
  static String soft(int pid, String resource, long soft, long hard) {
    if (soft < 0 || soft == DescriptorLimits.UNLIMITED) {
      return "";
    }
    if (hard > soft) {
      return prlimit(pid, resource) + word(hard) + ":";
    }
    return prlimit(pid, resource) + twice(hard) + ":" + twice(hard);
  }

  /// @param ceiling what the kernel takes at most; `before` raises that first
  static String hard(int pid, String resource, long hard, long ceiling, String before) {
    if (hard < 0 || hard == DescriptorLimits.UNLIMITED) {
      return "";
    }
    String line = prlimit(pid, resource) + ":" + twice(hard);
    return ceiling >= 0 && twice(hard) > ceiling ? before + " && " + line : line;
  }

  private static String prlimit(int pid, String resource) {
    return "prlimit --pid " + pid + " --" + resource + "=";
  }

  private static String word(long limit) {
    return limit == DescriptorLimits.UNLIMITED ? "unlimited" : Long.toString(limit);
  }

  /// sysctl(8) with twice the value, or with what helps instead: some settings get better by being
  /// lowered or switched on.
  static String sysctl(String name, long value) {
    return switch (name) {
      case HostLimits.FIN_TIMEOUT -> value <= 1 ? "" : write(name, Math.max(1, value / 2));
      case HostLimits.TW_REUSE -> value == 1 ? "" : write(name, 1);
      default -> {
        long to = Math.min(twice(value), most(name));
        yield value < 0 || to <= value ? "" : write(name, to);
      }
    };
  }

  private static String write(String name, long value) {
    return "sysctl -w " + name + "=" + value;
  }

  /// What the kernel takes at most: `PID_MAX_LIMIT` of `linux/threads.h`, `FUTEX_TID_MASK` for
  /// threads-max (`kernel/fork.c`), `sysctl_nr_open_max` of `fs/file.c`, else the file's type.
  private static long most(String name) {
    return switch (name) {
      case HostLimits.PID_MAX -> 4 << 20;
      case HostLimits.THREADS_MAX -> 0x3fff_ffff;
      case HostLimits.NR_OPEN -> Integer.MAX_VALUE & -Long.SIZE;
      case HostLimits.FILE_MAX -> DescriptorLimits.UNLIMITED;
      default -> Integer.MAX_VALUE;
    };
  }

  static long twice(long limit) {
    return limit <= 0 ? 1 : limit > DescriptorLimits.UNLIMITED / 2 ? limit : limit * 2;
  }
}

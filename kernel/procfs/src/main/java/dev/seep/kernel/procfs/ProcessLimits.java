package dev.seep.kernel.procfs;

import dev.seep.evidence.DescriptorLimits;

/// `/proc/PID/limits` (proc_pid_limits(5), getrlimit(2)). All limits are pairs of soft and hard;
/// [Pair#UNKNOWN] where the line is missing.
///
/// @param stackBytes RLIMIT_STACK
/// @param processes RLIMIT_NPROC: threads of the process's real user, in all its processes
/// @param openFiles RLIMIT_NOFILE
/// @param lockedBytes RLIMIT_MEMLOCK
/// @param addressSpaceBytes RLIMIT_AS
public record ProcessLimits(
    Pair stackBytes,
    Pair processes,
    Pair openFiles,
    Pair lockedBytes,
    Pair addressSpaceBytes,
    Pair dataBytes,
    Pair fileBytes,
    Pair coreBytes,
    Pair cpuSeconds,
    Pair pendingSignals,
    Pair messageQueueBytes) {

  /// @param soft, hard [DescriptorLimits#UNLIMITED] for none, -1 when not read
  public record Pair(long soft, long hard) {
    public static final Pair UNKNOWN = new Pair(-1, -1);
  }

  private static final byte[] OPEN_FILES = NativePath.ascii("Max open files ");
  private static final byte[] UNLIMITED = NativePath.ascii("unlimited");

  public DescriptorLimits descriptors() {
    return new DescriptorLimits(openFiles.soft(), openFiles.hard());
  }

  public static ProcessLimits parse(byte[] text) {
    return parse(text, text.length);
  }

  static ProcessLimits parse(byte[] text, int length) {
    return new ProcessLimits(
        row(text, length, "Max stack size "),
        row(text, length, "Max processes "),
        row(text, length, OPEN_FILES),
        row(text, length, "Max locked memory "),
        row(text, length, "Max address space "),
        row(text, length, "Max data size "),
        row(text, length, "Max file size "),
        row(text, length, "Max core file size "),
        row(text, length, "Max cpu time "),
        row(text, length, "Max pending signals "),
        row(text, length, "Max msgqueue size "));
  }

  /// The one row that every process is asked for again and again.
  static DescriptorLimits parseDescriptors(byte[] text, int length) {
    Pair pair = row(text, length, OPEN_FILES);
    return new DescriptorLimits(pair.soft(), pair.hard());
  }

  private static Pair row(byte[] text, int length, String name) {
    return row(text, length, NativePath.ascii(name));
  }

  private static Pair row(byte[] text, int length, byte[] name) {
    ByteLines lines = new ByteLines(text, length);
    while (lines.next()) {
      if (lines.starts(name)) {
        return new Pair(limit(lines), limit(lines));
      }
    }
    return Pair.UNKNOWN;
  }

  private static long limit(ByteLines lines) {
    lines.skip(' ');
    return lines.accept(UNLIMITED) ? DescriptorLimits.UNLIMITED : lines.number();
  }
}

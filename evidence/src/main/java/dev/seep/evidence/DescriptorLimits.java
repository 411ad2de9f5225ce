package dev.seep.evidence;

/// `RLIMIT_NOFILE` of a process (getrlimit(2)): one more than the highest number it may open.
///
/// @param soft, hard [#UNLIMITED] for none, -1 when not read
public record DescriptorLimits(long soft, long hard) {
  public static final long UNLIMITED = Long.MAX_VALUE;
  public static final DescriptorLimits UNKNOWN = new DescriptorLimits(-1, -1);

  public boolean known() {
    return soft >= 0;
  }
}

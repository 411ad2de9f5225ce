package dev.seep.evidence;

/// One limit that can stop a process.
///
/// @param name the kernel's or systemd's name: `RLIMIT_NOFILE (soft)`, `fs.file-max`, `pids.max`
/// @param scope whom it binds: `process`, `user`, `cgroup`, `namespace`, `machine`
/// @param unit what is counted: `descriptors`, `threads`, `bytes`, `mappings`, `ports`, …
/// @param used how much is used now, -1 when not read or when nothing is used up by it
/// @param limit the limit, [DescriptorLimits#UNLIMITED] for none, -1 when not read
/// @param origin where it comes from: the file, unit or system call that set it
/// @param raise the exact line that raises it; empty when nothing does
/// @param note a remark for the reader, empty for none
public record Limit(
    String name,
    String scope,
    String unit,
    long used,
    long limit,
    String origin,
    String raise,
    String note) {

  /// Share in use, 0 to 1 and above; -1 when it cannot be told.
  public double share() {
    return used < 0 || limit <= 0 || limit == DescriptorLimits.UNLIMITED
        ? -1
        : (double) used / limit;
  }
}

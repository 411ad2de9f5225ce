package dev.seep.evidence.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.ProcessFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One process as the watch's last tick left it.
///
/// @param lineage null while it is too young to be followed
/// @param user name of the effective user
/// @param open descriptors held, -1 when not permitted (then `blind` says why)
/// @param residentBytes RSS, -1 when not read
/// @param classes open descriptors by class, as of the last inventory: `tcp close-wait
///   10.0.0.7:443`, `file /srv/images/*.png`; the largest first; empty before the first inventory
/// @param perMinute descriptors a minute over the last ten minutes, NaN before there are any
/// @param forecast when the soft limit is reached at the rate of what leaks
/// @param recent open descriptors at the last ticks, oldest first, 60 at most
/// @param incident id of its open incident, empty for none
public record WatchedProcess(
    @Nullable Lineage lineage,
    ProcessFacts process,
    String user,
    int open,
    DescriptorLimits limits,
    long residentBytes,
    Map<String, Integer> classes,
    double perMinute,
    Standing standing,
    Forecast forecast,
    List<Integer> recent,
    String incident,
    @Nullable Blind blind) {

  /// Share of the soft limit in use, 0 to 1 and above; -1 when either is not known.
  public double nearness() {
    return open < 0 || limits.soft() <= 0 ? -1 : (double) open / limits.soft();
  }
}

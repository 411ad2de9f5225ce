package dev.seep.evidence;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One process in a [Census].
///
/// @param open descriptors held, -1 when not permitted (then `blind` says why)
/// @param sockets sockets by state; empty when there are none or they could not be read
/// @param residentBytes RSS, -1 when not read
/// @param user name of the effective user, or its number when it has none
/// @param blind what could not be read of this process, null when all was
public record ProcessRow(
    ProcessFacts process,
    int open,
    DescriptorLimits limits,
    Map<SocketState, Integer> sockets,
    long residentBytes,
    String user,
    @Nullable Blind blind) {
  public ProcessRow {
    sockets = Map.copyOf(sockets);
  }

  /// Share of the soft limit in use, 0 to 1 and above; -1 when either is not known.
  public double nearness() {
    return open < 0 || limits.soft() <= 0 ? -1 : (double) open / limits.soft();
  }
}

package dev.seep.diagnosis;

import dev.seep.evidence.SocketState;
import java.util.List;
import java.util.Map;

/// The sockets that lead to one place.
///
/// @param peer the far end, or the listener they were accepted on
/// @param incoming they were accepted
/// @param idleSecondsMedian since data last flowed, NaN when not known of any
/// @param unreadBytes received and not read, of all of them together; -1 when no queue was read
/// @param owners processes at the other end, as `name (pid)`, at most three
public record PeerGroup(
    String peer,
    boolean incoming,
    int count,
    Map<SocketState, Integer> states,
    double idleSecondsMedian,
    long unreadBytes,
    List<String> owners) {
  public PeerGroup {
    states = java.util.Collections.unmodifiableMap(states);
    owners = List.copyOf(owners);
  }
}

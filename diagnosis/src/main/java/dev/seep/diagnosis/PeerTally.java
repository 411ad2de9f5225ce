package dev.seep.diagnosis;

import dev.seep.evidence.Holder;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Set;

/// Adds up the sockets of one [PeerGroup].
final class PeerTally {
  private static final int MOST_OWNERS = 3;

  private final EnumMap<SocketState, Integer> states = new EnumMap<>(SocketState.class);
  private final Set<Holder> owners = new LinkedHashSet<>();
  private long[] idleMillis = new long[4];
  private int idles;
  private int count;
  private long unreadBytes = -1;

  void add(Socket socket) {
    count++;
    states.merge(socket.state(), 1, Integer::sum);
    if (socket.receiveQueueBytes() >= 0 && socket.state() != SocketState.LISTEN) {
      unreadBytes = Math.max(0, unreadBytes) + socket.receiveQueueBytes();
    }
    TcpActivity activity = socket.activity();
    if (activity != null && activity.idleMillis() >= 0) {
      if (idles == idleMillis.length) {
        idleMillis = Arrays.copyOf(idleMillis, idles * 2);
      }
      idleMillis[idles++] = activity.idleMillis();
    }
    for (Holder holder : socket.peers()) {
      if (owners.size() < MOST_OWNERS) {
        owners.add(holder);
      }
    }
  }

  PeerGroup group(Places.Place place) {
    return new PeerGroup(
        place.text(),
        place.incoming(),
        count,
        new EnumMap<>(states),
        medianIdleSeconds(),
        unreadBytes,
        owners.stream().map(o -> o.name() + " (" + o.pid() + ")").toList());
  }

  private double medianIdleSeconds() {
    if (idles == 0) {
      return Double.NaN;
    }
    Arrays.sort(idleMillis, 0, idles);
    return idleMillis[(idles - 1) / 2] / 1e3;
  }
}

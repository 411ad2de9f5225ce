package dev.seep.diagnosis;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where the sockets of one process lead: the far end of those it opened, the listener of those it
/// accepted, as a client's own port says nothing and is never the same twice.
///
/// A connection counts as accepted when its local port is one that this process listens on. A
/// worker that was handed its connections by another process has no such listener, and its clients
/// show up as peers.
public final class Places {
  /// @param text `127.0.0.1:1965`, a unix socket's path; empty when it leads nowhere (yet)
  public record Place(String text, boolean incoming) {
    static final Place NOWHERE = new Place("", false);
  }

  private final Map<Integer, String> listeners = new HashMap<>();
  private final Set<String> listeningPaths = new HashSet<>();

  private Places() {}

  public static Places of(Inventory inventory) {
    Places places = new Places();
    for (Descriptor descriptor : inventory.descriptors()) {
      if (descriptor.resource() instanceof Socket socket && socket.state() == SocketState.LISTEN) {
        places.note(socket);
      }
    }
    return places;
  }

  private void note(Socket listener) {
    Endpoint local = listener.local();
    if (local != null) {
      listeners.merge(
          local.port(), local.toString(), (a, b) -> a.equals(b) ? a : "*:" + local.port());
    } else if (!listener.path().isEmpty()) {
      listeningPaths.add(listener.path());
    }
  }

  public Place of(Socket socket) {
    Endpoint local = socket.local();
    if (socket.state() == SocketState.LISTEN) {
      return new Place(local != null ? local.toString() : socket.path(), false);
    }
    if (local != null && socket.state() != SocketState.DATAGRAM) {
      String listener = listeners.get(local.port());
      if (listener != null && socket.state() != SocketState.BOUND) {
        return new Place(listener, true);
      }
    }
    Endpoint remote = socket.remote();
    if (remote != null && !(remote.host().isEmpty() && remote.port() == 0)) {
      return new Place(remote.toString(), false);
    }
    if (!socket.path().isEmpty()) {
      return new Place(socket.path(), listeningPaths.contains(socket.path()));
    }
    return socket.peers().isEmpty()
        ? Place.NOWHERE
        : new Place(socket.peers().get(0).name(), false);
  }
}

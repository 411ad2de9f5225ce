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

  private final Map<Integer, Place> listeners = new HashMap<>();
  private final Map<String, Map<Integer, Place>> remotes = new HashMap<>();
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
      Place before = listeners.get(local.port());
      boolean same = before == null || before.text().equals(local.toString());
      String text = same ? local.toString() : "*:" + local.port();
      listeners.put(local.port(), new Place(text, true));
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
      Place listener = listeners.get(local.port());
      if (listener != null && socket.state() != SocketState.BOUND) {
        return listener;
      }
    }
    Endpoint remote = socket.remote();
    if (remote != null && !(remote.host().isEmpty() && remote.port() == 0)) {
      return remote(remote);
    }
    if (!socket.path().isEmpty()) {
      return new Place(socket.path(), listeningPaths.contains(socket.path()));
    }
    return socket.peers().isEmpty()
        ? Place.NOWHERE
        : new Place(socket.peers().get(0).name(), false);
  }

  /// One place for each endpoint, as thousands of sockets lead to few of them.
  private Place remote(Endpoint endpoint) {
    Map<Integer, Place> ports = remotes.get(endpoint.host());
    if (ports == null) {
      ports = new HashMap<>();
      remotes.put(endpoint.host(), ports);
    }
    Place place = ports.get(endpoint.port());
    if (place == null) {
      place = new Place(endpoint.toString(), false);
      ports.put(endpoint.port(), place);
    }
    return place;
  }
}

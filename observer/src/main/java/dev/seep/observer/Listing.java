package dev.seep.observer;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import org.jspecify.annotations.Nullable;

/// Which sockets the protocol tables under `/proc/net` leave out: TCP that is closed, whatever led
/// there, and datagram and netlink sockets before they are bound.
final class Listing {
  private Listing() {}

  static boolean isUnlisted(
      SocketFamily family, String protocol, SocketState state, @Nullable Endpoint local) {
    if (!family.isInternet()) {
      return state == SocketState.UNLISTED;
    }
    return switch (state) {
      case NEVER_CONNECTED, BOUND, DEAD, UNLISTED -> true;
      case DATAGRAM -> protocol.startsWith("UDP") && (local == null || local.port() == 0);
      case CONNECTING,
          ESTABLISHED,
          CLOSE_WAIT,
          FIN_WAIT,
          CLOSING,
          LISTEN,
          UNIX_CONNECTED,
          UNIX_LONELY,
          OTHER ->
          false;
    };
  }
}

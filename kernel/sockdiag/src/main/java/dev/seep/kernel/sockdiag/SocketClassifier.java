package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Death;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;

/// Kernel facts in, a state and a death out: one function for every source, so that two sources
/// give one answer.
///
/// The hard part is `TCP_CLOSE`, in which no table lists a socket. What led there shows in what the
/// kernel leaves behind (net/ipv4/af_inet.c, net/ipv4/tcp.c):
///
/// - A blocking connect that fails is undone by `tcp_disconnect`: the port of the peer and all
///   counters are wiped; the address of the peer (seen by BPF) and the path's MTU (seen by
///   `TCP_INFO`) stay.
/// - A non-blocking connect leaves `socket_state` at 2 (connecting) whatever becomes of it, until
///   the program calls connect again. Hence 2 does not mean that it was never established, and what
///   tells a connect without an answer from a connection long over is `everEstablished`, or else
///   the error that still waits, or that a refused connect sent a single segment.
/// - An established connection that ended without an error waiting counts as closed, be it that
///   both sides closed or that the program has read the reset and still holds the socket.
public final class SocketClassifier {
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int SEQUENCED = 5;
  private static final int SHUT_BOTH = 3;
  private static final int SS_CONNECTING = 2;
  private static final int SS_CONNECTED = 3;
  private static final int EPIPE = 32;
  private static final int ECONNRESET = 104;

  private SocketClassifier() {}

  public static SocketCondition classify(RawSocketFacts facts) {
    return switch (SocketFamily.of(facts.family())) {
      case UNIX -> SocketCondition.of(unix(facts));
      case INET, INET6 ->
          facts.type() == STREAM || facts.type() == SEQUENCED
              ? stream(facts)
              : SocketCondition.of(SocketState.DATAGRAM);
      case NETLINK, PACKET, VSOCK, OTHER -> SocketCondition.of(SocketState.OTHER);
    };
  }

  private static SocketCondition stream(RawSocketFacts facts) {
    return switch (TcpState.of(facts.tcpState())) {
      case ESTABLISHED -> SocketCondition.of(SocketState.ESTABLISHED);
      case SYN_SENT, SYN_RECV, NEW_SYN_RECV -> SocketCondition.of(SocketState.CONNECTING);
      case FIN_WAIT1, FIN_WAIT2 -> SocketCondition.of(SocketState.FIN_WAIT);
      case CLOSE_WAIT -> SocketCondition.of(SocketState.CLOSE_WAIT);
      case LAST_ACK, CLOSING, TIME_WAIT -> SocketCondition.of(SocketState.CLOSING);
      case LISTEN -> SocketCondition.of(SocketState.LISTEN);
      case BOUND_INACTIVE -> SocketCondition.of(SocketState.BOUND);
      case CLOSE -> closed(facts);
      case UNKNOWN -> ofUnknownState(facts);
    };
  }

  private static SocketCondition ofUnknownState(RawSocketFacts facts) {
    if (facts.listening().yes()) {
      return SocketCondition.of(SocketState.LISTEN);
    }
    return facts.remotePort().yes() ? SocketCondition.of(SocketState.ESTABLISHED) : closed(facts);
  }

  private static SocketCondition closed(RawSocketFacts facts) {
    if (wasEstablished(facts)) {
      return over(facts);
    }
    if (wasTried(facts)) {
      return connectFailed(facts);
    }
    if (facts.localPort() > 0) {
      return SocketCondition.of(SocketState.BOUND);
    }
    boolean untold =
        facts.connectTried() == Known.UNKNOWN && facts.remoteAddress() == Known.UNKNOWN;
    return SocketCondition.of(untold ? SocketState.UNLISTED : SocketState.NEVER_CONNECTED);
  }

  private static boolean wasEstablished(RawSocketFacts facts) {
    return switch (facts.everEstablished()) {
      case YES -> true;
      case NO -> false;
      case UNKNOWN ->
          facts.socketState() == SS_CONNECTED
              || facts.error() == ECONNRESET
              || facts.error() == EPIPE;
    };
  }

  private static SocketCondition over(RawSocketFacts facts) {
    if (facts.error() < 0) {
      return SocketCondition.DEAD_UNTOLD;
    }
    return SocketCondition.dead(facts.errorWaits() ? Death.RESET : Death.CLOSED);
  }

  private static boolean wasTried(RawSocketFacts facts) {
    return facts.connectTried().yes()
        || facts.remoteAddress().yes()
        || facts.remotePort().yes()
        || facts.socketState() == SS_CONNECTING
        || facts.segmentsOut() > 0
        || facts.errorWaits();
  }

  /// A connect was tried, and nothing proves that it succeeded.
  private static SocketCondition connectFailed(RawSocketFacts facts) {
    boolean certain = facts.everEstablished().no();
    boolean undone = facts.remotePort().no();
    boolean oneSegment = facts.segmentsOut() >= 0 && facts.segmentsOut() <= 1;
    boolean failure = facts.errorWaits() && facts.error() != RawSocketFacts.SOME_ERROR;
    return certain || undone || oneSegment || failure
        ? SocketCondition.dead(Death.REFUSED)
        : SocketCondition.DEAD_UNTOLD;
  }

  /// unix(7). The peer of a stream that is gone shuts this side down both ways; one that has not
  /// been accepted yet is no socket that somebody holds, and does not.
  private static SocketState unix(RawSocketFacts facts) {
    boolean established = facts.tcpState() == TcpState.ESTABLISHED.number();
    if (facts.listening().yes() || facts.tcpState() == TcpState.LISTEN.number()) {
      return SocketState.LISTEN;
    }
    if (facts.unixPeer().yes()) {
      return SocketState.UNIX_CONNECTED;
    }
    if (facts.type() == DATAGRAM) {
      return established ? SocketState.UNIX_LONELY : SocketState.DATAGRAM;
    }
    boolean waitsToBeAccepted =
        established && facts.shutdown() >= 0 && facts.shutdown() != SHUT_BOTH;
    return waitsToBeAccepted ? SocketState.UNIX_CONNECTED : SocketState.UNIX_LONELY;
  }
}

package dev.seep.kernel.sockdiag;

/// What the kernel knows of one socket, as far as a source can tell, for [SocketClassifier].
///
/// @param family address family (`AF_INET` is 2)
/// @param type `SOCK_STREAM` is 1, `SOCK_DGRAM` 2; -1 when not known
/// @param protocol `IPPROTO_TCP` is 6; -1 when not known
/// @param tcpState `sk_state` of `include/net/tcp_states.h`, of unix sockets too; -1 when not known
/// @param socketState `socket_state` of `linux/net.h` (1 unconnected, 2 connecting, 3 connected);
///   -1 when not known
/// @param remoteAddress it holds an address to talk to
/// @param remotePort it holds a port to talk to
/// @param localPort port bound, 0 for none, -1 when not known
/// @param error number of the error that waits to be read, 0 for none, [#SOME_ERROR] when one waits
///   and its number is not known, -1 when not known
/// @param segmentsOut TCP segments sent so far, -1 when not known
/// @param shutdown bit 0: receiving is shut, bit 1: sending is shut; -1 when not known
/// @param connectTried a connect got as far as choosing a route: `tcpi_pmtu` is set then, and stays
///   when all else is wiped
/// @param everEstablished the handshake was completed once: `tcpi_rcv_space` or `tcpi_bytes_acked`
///   is set then, and stays
/// @param unixPeer a socket that somebody holds is at the other end of a unix socket
/// @param listening it accepts connections
public record RawSocketFacts(
    int family,
    int type,
    int protocol,
    int tcpState,
    int socketState,
    Known remoteAddress,
    Known remotePort,
    int localPort,
    int error,
    long segmentsOut,
    int shutdown,
    Known connectTried,
    Known everEstablished,
    Known unixPeer,
    Known listening) {
  public static final int SOME_ERROR = Integer.MAX_VALUE;

  /// Facts of a socket of which only this much is known yet.
  public static Builder of(int family, int type, int protocol) {
    return new Builder(family, type, protocol);
  }

  boolean errorWaits() {
    return error > 0;
  }

  /// Everything not set stays unknown.
  public static final class Builder {
    private final int family;
    private final int type;
    private final int protocol;
    private int tcpState = -1;
    private int socketState = -1;
    private Known remoteAddress = Known.UNKNOWN;
    private Known remotePort = Known.UNKNOWN;
    private int localPort = -1;
    private int error = -1;
    private long segmentsOut = -1;
    private int shutdown = -1;
    private Known connectTried = Known.UNKNOWN;
    private Known everEstablished = Known.UNKNOWN;
    private Known unixPeer = Known.UNKNOWN;
    private Known listening = Known.UNKNOWN;

    private Builder(int family, int type, int protocol) {
      this.family = family;
      this.type = type;
      this.protocol = protocol;
    }

    public Builder tcpState(int number) {
      tcpState = number;
      return this;
    }

    public Builder socketState(int number) {
      socketState = number;
      return this;
    }

    public Builder remote(boolean hasAddress, boolean hasPort) {
      remoteAddress = Known.of(hasAddress);
      remotePort = Known.of(hasPort);
      return this;
    }

    public Builder localPort(int port) {
      localPort = port;
      return this;
    }

    public Builder error(int number) {
      error = number;
      return this;
    }

    public Builder segmentsOut(long count) {
      segmentsOut = count;
      return this;
    }

    public Builder shutdown(int mask) {
      shutdown = mask;
      return this;
    }

    public Builder connectTried(boolean tried) {
      connectTried = Known.of(tried);
      return this;
    }

    public Builder everEstablished(boolean established) {
      return everEstablished(Known.of(established));
    }

    public Builder everEstablished(Known established) {
      everEstablished = established;
      return this;
    }

    public Builder unixPeer(boolean present) {
      unixPeer = Known.of(present);
      return this;
    }

    public Builder listening(boolean accepts) {
      listening = Known.of(accepts);
      return this;
    }

    public RawSocketFacts build() {
      return new RawSocketFacts(
          family,
          type,
          protocol,
          tcpState,
          socketState,
          remoteAddress,
          remotePort,
          localPort,
          error,
          segmentsOut,
          shutdown,
          connectTried,
          everEstablished,
          unixPeer,
          listening);
    }
  }
}

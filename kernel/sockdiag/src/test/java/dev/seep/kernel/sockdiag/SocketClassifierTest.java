package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Death;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketClassifierTest {
  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int TCP = 6;

  /// As the BPF iterator sees them, which knows `socket_state` and the error's number.
  @ParameterizedTest
  @CsvSource({
    // socket state, remote address, remote port, local port, error, segments out, state, death
    "1, false, false, 0,     0,   0, never-connected, none",
    "1, false, false, 4711,  0,   0, bound,           none",
    "1, true,  false, 0,     0,   0, dead,            refused",
    "1, true,  false, 4711,  0,   0, dead,            refused",
    "2, true,  true,  0,     111, 1, dead,            refused",
    "2, true,  true,  0,     0,   1, dead,            refused",
    "2, true,  true,  0,     110, 7, dead,            refused",
    "2, true,  true,  0,     113, 7, dead,            refused",
    "2, true,  true,  0,     104, 9, dead,            reset",
    "2, true,  true,  0,     32,  9, dead,            reset",
    "2, true,  true,  0,     0,   7, dead,            unknown",
    "3, true,  true,  4711,  104, 2, dead,            reset",
    "3, true,  true,  4711,  0,   3, dead,            closed",
    "3, true,  true,  0,     110, 9, dead,            reset",
  })
  void aClosedTcpSocketIsToldByWhatTheKernelLeftBehind(
      int socketState,
      boolean address,
      boolean port,
      int localPort,
      int error,
      long segments,
      String state,
      String death) {
    RawSocketFacts facts =
        tcp(7)
            .socketState(socketState)
            .remote(address, port)
            .localPort(localPort)
            .error(error)
            .segmentsOut(segments)
            .build();
    expect(facts, state, death);
  }

  /// As the probe sees them, which knows what `TCP_INFO` keeps and whether some error waits.
  @ParameterizedTest
  @CsvSource({
    // connect tried, ever established, error waits, local port, state, death
    "false, false, false, 0,    never-connected, none",
    "false, false, false, 4711, bound,           none",
    "true,  false, false, 4711, dead,            refused",
    "true,  false, true,  0,    dead,            refused",
    "true,  true,  true,  0,    dead,            reset",
    "true,  true,  false, 0,    dead,            closed",
    "false, true,  false, 4711, dead,            closed",
  })
  void aClosedTcpSocketIsToldByWhatTcpInfoKeeps(
      boolean tried,
      boolean established,
      boolean error,
      int localPort,
      String state,
      String death) {
    RawSocketFacts facts =
        tcp(7)
            .connectTried(tried)
            .everEstablished(established)
            .error(error ? RawSocketFacts.SOME_ERROR : 0)
            .localPort(localPort)
            .build();
    expect(facts, state, death);
  }

  @ParameterizedTest
  @CsvSource({
    "1, established",
    "2, connecting",
    "3, connecting",
    "4, fin-wait",
    "5, fin-wait",
    "6, closing",
    "8, close-wait",
    "9, closing",
    "10, listen",
    "11, closing",
    "12, connecting",
    "13, bound",
  })
  void everyOtherStateOfTcpSpeaksForItself(int tcpState, String state) {
    expect(tcp(tcpState).build(), state, "none");
  }

  @Test
  void aConnectionThatSomeNonBlockingConnectMadeIsNotRefusedWhenItWasEstablished() {
    RawSocketFacts.Builder facts = tcp(7).socketState(2).remote(true, true).segmentsOut(7);
    expect(facts.error(0).everEstablished(true).build(), "dead", "closed");
    expect(facts.error(0).everEstablished(false).build(), "dead", "refused");
    expect(facts.error(110).everEstablished(true).build(), "dead", "reset");
  }

  @Test
  void anEndOfWhichNothingIsKnownIsNotGuessed() {
    expect(tcp(7).build(), "unlisted", "none");
    expect(tcp(-1).build(), "unlisted", "none");
    expect(tcp(7).everEstablished(true).build(), "dead", "unknown");
  }

  @ParameterizedTest
  @CsvSource({
    // type, tcp state, peer held, shutdown, state
    "1, 1,  true,  0, unix-connected",
    "1, 1,  true,  3, unix-connected",
    "1, 1,  false, 3, unix-lonely",
    "1, 1,  false, 0, unix-connected",
    "1, 7,  false, 0, unix-lonely",
    "1, 10, false, 0, listen",
    "5, 1,  false, 3, unix-lonely",
    "2, 7,  false, 0, datagram",
    "2, 1,  true,  0, unix-connected",
    "2, 1,  false, 0, unix-lonely",
  })
  void aUnixSocketIsToldByItsPeer(
      int type, int tcpState, boolean peer, int shutdown, String state) {
    RawSocketFacts facts =
        RawSocketFacts.of(UNIX, type, 0)
            .tcpState(tcpState)
            .unixPeer(peer)
            .shutdown(shutdown)
            .build();
    expect(facts, state, "none");
  }

  @Test
  void whatHasNoConnectionsHasNoStatesOfThem() {
    expect(RawSocketFacts.of(INET, DATAGRAM, 17).tcpState(7).build(), "datagram", "none");
    expect(RawSocketFacts.of(10, 3, 58).tcpState(7).build(), "datagram", "none");
    expect(RawSocketFacts.of(16, 3, 0).build(), "other", "none");
    expect(RawSocketFacts.of(40, STREAM, 0).tcpState(7).build(), "other", "none");
    expect(RawSocketFacts.of(4711, -1, -1).build(), "other", "none");
  }

  private static RawSocketFacts.Builder tcp(int state) {
    return RawSocketFacts.of(INET, STREAM, TCP).tcpState(state);
  }

  private static void expect(RawSocketFacts facts, String state, String death) {
    SocketCondition condition = SocketClassifier.classify(facts);
    assertThat(condition.state().slug()).isEqualTo(state);
    assertThat(slug(condition.death())).isEqualTo(death);
  }

  private static String slug(@Nullable Death death) {
    return death == null ? "none" : death.slug();
  }
}

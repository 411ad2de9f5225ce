package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Death;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real sockets of every kind, each looked at both ways.
class SocketStatesTest {
  private static Zoo zoo;
  private static SocketTable table;

  @BeforeAll
  static void open() throws IOException {
    zoo = Zoo.open();
    try (SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      table = Zoo.seen(diagnostics.dump(EnumSet.allOf(Table.class), Interest.ACTIVITY));
    }
  }

  @AfterAll
  static void close() {
    zoo.close();
  }

  @ParameterizedTest
  @CsvSource({
    "created, never-connected, none, unlisted",
    "bound, bound, none, listed",
    "refused-blocking, dead, refused, unlisted",
    "refused, dead, refused, unlisted",
    "refused-read, dead, refused, unlisted",
    "timed-out, dead, refused, unlisted",
    "timed-out-blocking, dead, refused, unlisted",
    "reset, dead, reset, unlisted",
    "reset-nonblocking, dead, reset, unlisted",
    "reset-read, dead, closed, unlisted",
    "closed, dead, closed, unlisted",
    "closed-accepted, dead, closed, unlisted",
    "closed-nonblocking, dead, closed, unlisted",
    "connecting, connecting, none, listed",
    "established, established, none, listed",
    "accepted, established, none, listed",
    "not-yet-accepted, established, none, listed",
    "close-wait, close-wait, none, listed",
    "fin-wait, fin-wait, none, listed",
    "listener, listen, none, listed",
    "created6, never-connected, none, unlisted",
    "refused6, dead, refused, unlisted",
    "refused6-blocking, dead, refused, unlisted",
    "listener6, listen, none, listed",
    "established6, established, none, listed",
    "mapped, established, none, listed",
    "udp, datagram, none, unlisted",
    "udp-bound, datagram, none, listed",
    "udp-connected, datagram, none, listed",
    "udp6-bound, datagram, none, listed",
    "netlink, other, none, listed",
    "packet, other, none, listed",
    "multipath, never-connected, none, unlisted",
    "multipath-refused, dead, refused, unlisted",
    "multipath-listener, listen, none, listed",
    "multipath-a, established, none, listed",
    "multipath-b, established, none, listed",
  })
  void theTableAndTheProbeGiveOneAnswer(String name, String state, String death, String where) {
    Zoo.Animal animal = zoo.get(name);
    ProbedSocket probed = Zoo.seen(new SocketProbe().probe(zoo.pidfd(), animal.fd()));
    assertThat(probed.inode()).isEqualTo(animal.inode());
    assertThat(probed.state().slug()).isEqualTo(state);
    assertThat(slug(probed.death())).isEqualTo(death);
    Optional<SocketRow> row = table.byInode(animal.inode());
    assertThat(row.isPresent()).isEqualTo(where.equals("listed"));
    if (row.isPresent()) {
      assertThat(row.get().state().slug()).isEqualTo(state);
      assertThat(slug(row.get().death())).isEqualTo(death);
      assertThat(row.get().family()).isEqualTo(probed.family());
      assertThat(row.get().protocol()).isEqualTo(probed.protocol());
      assertThat(row.get().type()).isEqualTo(probed.type());
      assertThat(row.get().local()).isEqualTo(probed.local());
      assertThat(row.get().remote()).isEqualTo(probed.remote());
      assertThat(row.get().cookie()).isEqualTo(probed.cookie());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unix, unix-lonely",
    "unix-a, unix-connected",
    "unix-b, unix-connected",
    "unix-lonely, unix-lonely",
    "unix-abstract, listen",
    "unix-path, listen",
    "unix-not-yet-accepted, unix-connected",
    "unix-datagram, datagram",
    "unix-datagram-a, unix-connected",
    "unix-packets-b, unix-connected",
  })
  void unixSocketsAreAlwaysListed(String name, String state) {
    SocketRow row = table.byInode(zoo.get(name).inode()).orElseThrow();
    assertThat(row.state().slug()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"refused-blocking-bound", "refused-bound"})
  void aRefusedConnectFromABoundPortIsNoBoundSocket(String name) {
    Zoo.Animal animal = zoo.get(name);
    ProbedSocket probed = Zoo.seen(new SocketProbe().probe(zoo.pidfd(), animal.fd()));
    assertThat(slug(probed.death())).isEqualTo("refused");
    table
        .byInode(animal.inode())
        .ifPresent(row -> assertThat(slug(row.death())).isEqualTo("refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "created, TCP",
    "created6, TCPv6",
    "multipath, MPTCP",
    "udp, UDP",
    "udp6-bound, UDPv6",
    "raw, RAW",
    "packet, PACKET",
    "netlink, NETLINK",
    "unix-a, UNIX-STREAM",
    "unix-datagram, UNIX",
  })
  void theProtocolHasTheNameThatItsExtendedAttributeHas(String name, String protocol) {
    Zoo.Animal animal = zoo.get(name);
    assertThat(Zoo.seen(SocketProbe.socketProtocolName(zoo.pid(), animal.fd())))
        .isEqualTo(protocol);
    assertThat(Zoo.seen(new SocketProbe().probe(zoo.pidfd(), animal.fd())).protocol())
        .isEqualTo(protocol);
  }

  private static String slug(@Nullable Death death) {
    return death == null ? "none" : death.slug();
  }
}

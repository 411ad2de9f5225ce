package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Sockets of another process, in the states that a leak hunter tells apart.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketInventoryTest {
  private static final int TCP_ESTABLISHED = 1;
  private static final int TCP_CLOSE = 7;
  private static final int TCP_CLOSE_WAIT = 8;
  private static final int TCP_LISTEN = 10;
  private static final int UNCONNECTED = 1;
  private static final int CONNECTING = 2;
  private static final int CONNECTED = 3;
  private static final int ECONNREFUSED = 111;
  private static final int ECONNRESET = 104;

  @SuppressWarnings("NullAway.Init")
  private DescriptorIterator iterator;

  @SuppressWarnings("NullAway.Init")
  private Holder holder;

  @SuppressWarnings("NullAway.Init")
  private Map<Integer, DescriptorRecord> held;

  @BeforeAll
  void look(@TempDir Path folder) throws Exception {
    iterator = Bpf.open();
    holder = Holder.start(folder, List.of());
    held =
        Bpf.inventory(iterator, holder.pid()).stream()
            .collect(Collectors.toMap(DescriptorRecord::number, Function.identity()));
  }

  @AfterAll
  void end() throws Exception {
    if (holder != null) {
      holder.close();
    }
    if (iterator != null) {
      iterator.close();
    }
  }

  @Test
  void aSocketThatWasOnlyCreatedIsUnconnectedAndWithoutAddresses() {
    SocketFacts socket = socket("created");
    assertClosed(socket, UNCONNECTED, 0);
    assertThat(socket.local()).isNull();
    assertThat(socket.remote()).isNull();
    assertThat(socket.segmentsOut()).isZero();
    assertThat(socket.onceEstablished()).isFalse();
  }

  @Test
  void aSocketThatWasOnlyBoundHasALocalPort() {
    SocketFacts socket = socket("bound");
    assertClosed(socket, UNCONNECTED, 0);
    assertThat(Objects.requireNonNull(socket.local()).port()).isPositive();
    assertThat(socket.remote()).isNull();
    assertThat(socket.segmentsOut()).isZero();
    assertThat(socket.onceEstablished()).isFalse();
  }

  @Test
  void aBlockingConnectThatWasRefusedLeavesAnAddressWithoutPort() {
    SocketFacts socket = socket("refused");
    assertClosed(socket, UNCONNECTED, 0);
    assertThat(socket.remote()).isEqualTo(new Endpoint("127.0.0.1", 0));
  }

  @Test
  void aPendingConnectThatWasRefusedStillHasItsErrorAndPeer() {
    SocketFacts socket = socket("refused later");
    assertClosed(socket, CONNECTING, ECONNREFUSED);
    assertThat(socket.remote()).isEqualTo(new Endpoint("127.0.0.1", holder.number("refused port")));
    assertThat(socket.segmentsOut()).isEqualTo(1);
    assertThat(socket.onceEstablished()).isFalse();
  }

  @Test
  void aConnectionThatWasResetStillHasItsErrorAndPeer() {
    SocketFacts socket = socket("reset");
    assertClosed(socket, CONNECTED, ECONNRESET);
    assertThat(Objects.requireNonNull(socket.remote()).port()).isPositive();
    assertThat(socket.segmentsOut()).isGreaterThanOrEqualTo(2);
    assertThat(socket.onceEstablished()).isTrue();
  }

  @Test
  void aConnectionThatWasShutBothWaysHasNoErrorAndItsPeer() {
    SocketFacts socket = socket("shut both ways");
    assertClosed(socket, CONNECTED, 0);
    assertThat(socket.receiveShut()).isTrue();
    assertThat(socket.sendShut()).isTrue();
    assertThat(Objects.requireNonNull(socket.remote()).port()).isPositive();
    assertThat(socket.segmentsOut()).isGreaterThanOrEqualTo(2);
    assertThat(socket.onceEstablished()).isTrue();
  }

  @Test
  void lookingDoesNotTakeThePendingErrorAway() {
    List<DescriptorRecord> again = Bpf.inventory(iterator, holder.pid());
    int number = holder.number("refused later");
    assertThat(again)
        .filteredOn(descriptor -> descriptor.number() == number)
        .extracting(descriptor -> Objects.requireNonNull(descriptor.socket()).pendingError())
        .containsExactly(ECONNREFUSED);
  }

  @Test
  void theTwoEndsOfAConnectionNameEachOther() {
    SocketFacts client = socket("unread");
    SocketFacts server = socket("accepted");
    assertThat(client.protocolState()).isEqualTo(TCP_ESTABLISHED);
    assertThat(client.remote()).isEqualTo(server.local());
    assertThat(client.local()).isEqualTo(server.remote());
    assertThat(server.local()).isEqualTo(new Endpoint("127.0.0.1", holder.number("listener port")));
    assertThat(client.receiveShut()).isFalse();
  }

  @Test
  void receivedBytesThatNobodyReadsAreCounted() {
    assertThat(socket("unread").receiveQueueBytes()).isEqualTo("unread".length());
    assertThat(socket("accepted").receiveQueueBytes()).isZero();
  }

  @Test
  void aPeerThatHasClosedLeavesCloseWait() {
    SocketFacts socket = socket("close-wait");
    assertThat(socket.protocolState()).isEqualTo(TCP_CLOSE_WAIT);
    assertThat(socket.receiveShut()).isTrue();
    assertThat(socket.sendShut()).isFalse();
  }

  @Test
  void aListenerTellsWhoWaitsAndHowManyMay() {
    SocketFacts socket = socket("listener");
    assertThat(socket.protocolState()).isEqualTo(TCP_LISTEN);
    assertThat(socket.receiveQueueBytes()).isEqualTo(1);
    assertThat(socket.sendQueueBytes()).isEqualTo(7);
  }

  @Test
  void anIpv6ConnectionHasItsAddresses() {
    SocketFacts client = socket("client 6");
    assertThat(client.family()).isEqualTo(10);
    assertThat(Objects.requireNonNull(client.remote()).host()).isEqualTo("::1");
    assertThat(client.remote()).isEqualTo(socket("accepted 6").local());
  }

  @Test
  void aDatagramSocketHasItsPortAndNoPeer() {
    SocketFacts socket = socket("udp");
    assertThat(socket.type()).isEqualTo(2);
    assertThat(socket.protocol()).isEqualTo(17);
    assertThat(socket.local()).isEqualTo(new Endpoint("127.0.0.1", holder.number("udp port")));
    assertThat(socket.remote()).isNull();
    assertThat(socket.receiveQueueBytes()).isZero();
  }

  @Test
  void theEndsOfASocketPairNameEachOthersInode() {
    assertThat(socket("pair one").peerInode()).isEqualTo(record("pair other").inode());
    assertThat(socket("pair other").peerInode()).isEqualTo(record("pair one").inode());
    assertThat(socket("lonely").peerInode()).isZero();
  }

  @Test
  void aMultipathSocketThatWasNeverConnectedLooksLikeATcpOne() {
    assumeTrue(holder.number("multipath") >= 0, "this kernel has no MPTCP");
    SocketFacts socket = socket("multipath");
    assertThat(socket.protocol()).isEqualTo(262);
    assertClosed(socket, UNCONNECTED, 0);
    assertThat(socket.segmentsOut()).isZero();
  }

  @Test
  void everySocketHasACookieOfItsOwnAndTheNamespaceOfItsProcess() throws Exception {
    List<SocketFacts> sockets =
        held.values().stream().map(DescriptorRecord::socket).filter(Objects::nonNull).toList();
    assertThat(sockets).hasSizeGreaterThan(15);
    assertThat(sockets).extracting(SocketFacts::cookie).doesNotHaveDuplicates().doesNotContain(0L);
    String link = Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/ns/net")).toString();
    assertThat(sockets)
        .extracting(SocketFacts::networkNamespace)
        .containsOnly(Long.parseLong(link.replaceAll("\\D", "")));
  }

  private static void assertClosed(SocketFacts socket, int socketState, int pendingError) {
    assertThat(socket.family()).isEqualTo(2);
    assertThat(socket.type()).isEqualTo(1);
    assertThat(socket.protocolState()).isEqualTo(TCP_CLOSE);
    assertThat(socket.socketState()).isEqualTo(socketState);
    assertThat(socket.pendingError()).isEqualTo(pendingError);
  }

  private DescriptorRecord record(String name) {
    return Objects.requireNonNull(held.get(holder.number(name)), name);
  }

  private SocketFacts socket(String name) {
    return Objects.requireNonNull(record(name).socket(), name);
  }
}

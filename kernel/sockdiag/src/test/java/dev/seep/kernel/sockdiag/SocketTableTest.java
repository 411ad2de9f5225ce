package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.TcpActivity;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketTableTest {
  private static Zoo zoo;
  private static SocketDiagnostics diagnostics;
  private static SocketTable table;

  @BeforeAll
  static void open() throws IOException {
    zoo = Zoo.open();
    diagnostics = new SocketDiagnostics();
    table = Zoo.seen(diagnostics.dump(EnumSet.allOf(Table.class), Interest.ACTIVITY));
  }

  @AfterAll
  static void close() {
    diagnostics.close();
    zoo.close();
  }

  @Test
  void bytesThatNobodyReadAreCounted() {
    assertThat(row("established").receiveQueueBytes()).isEqualTo("unread".length());
    assertThat(row("unix-b").receiveQueueBytes()).isEqualTo("unread".length());
  }

  @Test
  void aListenerSaysWhoWaitsAndHowManyMay() {
    assertThat(row("listener-with-backlog").receiveQueueBytes()).isEqualTo(1);
    assertThat(row("listener-with-backlog").sendQueueBytes()).isEqualTo(5);
  }

  @Test
  void aConnectionThatIsSilentGrowsIdle() throws Exception {
    TcpActivity before = activity(table, "established6");
    Thread.sleep(50);
    SocketTable later = Zoo.seen(diagnostics.dump(EnumSet.of(Table.TCP), Interest.ACTIVITY));
    assertThat(activity(later, "established6").idleMillis()).isGreaterThan(before.idleMillis());
    zoo.ask("send", "established6");
    SocketTable afterwards = Zoo.seen(diagnostics.dump(EnumSet.of(Table.TCP), Interest.ACTIVITY));
    assertThat(activity(afterwards, "established6").segmentsOut())
        .isGreaterThan(before.segmentsOut());
  }

  @Test
  void activityIsLeftOutWhenNotAskedFor() {
    SocketTable plain = Zoo.seen(diagnostics.dump(EnumSet.of(Table.TCP), Interest.ENDPOINTS));
    assertThat(plain.byInode(zoo.get("established").inode()).orElseThrow().activity()).isNull();
    assertThat(plain.byInode(zoo.get("udp-bound").inode())).as("not asked for").isEmpty();
  }

  @Test
  void aSynThatNobodyAnswersIsRetransmitted() {
    TcpActivity connecting = activity(table, "connecting");
    assertThat(connecting.totalRetransmits()).isPositive();
    assertThat(connecting.idleMillis()).isEqualTo(-1);
  }

  @Test
  void theOtherEndOfALoopbackConnectionIsFound() {
    assertThat(otherEnd("established")).isEqualTo(zoo.get("accepted").inode());
    assertThat(otherEnd("accepted")).isEqualTo(zoo.get("established").inode());
    assertThat(otherEnd("accepted6")).isEqualTo(zoo.get("established6").inode());
    assertThat(otherEnd("close-wait")).isEqualTo(zoo.get("fin-wait").inode());
    assertThat(otherEnd("unix-a")).isEqualTo(zoo.get("unix-b").inode());
  }

  @Test
  void anIpv4SocketFindsTheIpv6SocketAtItsOtherEnd() {
    assertThat(otherEnd("to-mapped")).isEqualTo(zoo.get("mapped").inode());
    assertThat(otherEnd("mapped")).isEqualTo(zoo.get("to-mapped").inode());
    Endpoint remote = Objects.requireNonNull(row("mapped").remote());
    assertThat(remote.host()).isEqualTo("127.0.0.1");
  }

  @Test
  void whatNobodyHasAcceptedYetBelongsToTheListener() {
    assertThat(otherEnd("not-yet-accepted")).isEqualTo(zoo.get("listener-with-backlog").inode());
    assertThat(otherEnd("connecting")).isNotZero();
    assertThat(otherEnd("udp-connected")).isEqualTo(zoo.get("udp-bound").inode());
  }

  @Test
  void aListenerOnAnyAddressIsFoundByOneOfThem() {
    Endpoint dual = Objects.requireNonNull(row("listener-dual").local());
    assertThat(dual.host()).isEmpty();
    Optional<SocketRow> found = table.listener(new Endpoint("127.0.0.1", dual.port()), true);
    assertThat(found.orElseThrow().inode()).isEqualTo(zoo.get("listener-dual").inode());
    assertThat(table.listener(new Endpoint("127.0.0.1", dual.port()), false)).isEmpty();
  }

  @Test
  void aListenerHasNoOtherEnd() {
    assertThat(table.otherEnd(row("listener"))).isEmpty();
    assertThat(table.otherEnd(row("unix-lonely"))).isEmpty();
  }

  @Test
  void hostileNamesOfUnixSocketsLoseNothing() {
    String name = row("unix-abstract").path();
    assertThat(name).startsWith("@seep-" + zoo.pid());
    assertThat(KernelText.printable(name)).endsWith("\\n\\x1b[31m\\x00\\xff");
    assertThat(row("unix-path").path()).isEqualTo("/tmp/seep-" + zoo.pid() + ".socket");
    assertThat(row("unix-path").pathInode()).isPositive();
  }

  @Test
  void aMultipathConnectionTakesItsActivityFromItsSubflow() {
    SocketRow row = row("multipath-a");
    assertThat(row.protocol()).isEqualTo("MPTCP");
    assertThat(Objects.requireNonNull(row.activity()).segmentsOut()).isPositive();
  }

  @Test
  void aTableWithoutAModuleHasItsReasonAndTheOthersTheirRows() {
    assertThat(table.blind()).allSatisfy(blind -> assertThat(blind.why()).contains("sock_diag"));
    boolean rawIsBlind =
        table.blind().stream().anyMatch(blind -> blind.what().startsWith("RAW sockets"));
    if (zoo.has("raw")) {
      assertThat(table.lists(zoo.get("raw").inode())).isNotEqualTo(rawIsBlind);
    }
  }

  @Test
  void closedDiagnosticsRefuseToWork() {
    SocketDiagnostics closed = new SocketDiagnostics();
    closed.close();
    closed.close();
    assertThrows(
        IllegalStateException.class, () -> closed.dump(EnumSet.of(Table.TCP), Interest.ENDPOINTS));
  }

  private static SocketRow row(String name) {
    return table.byInode(zoo.get(name).inode()).orElseThrow();
  }

  private static long otherEnd(String name) {
    return table.otherEnd(row(name)).map(SocketRow::inode).orElse(0L);
  }

  private static TcpActivity activity(SocketTable from, String name) {
    SocketRow row = from.byInode(zoo.get(name).inode()).orElseThrow();
    return Objects.requireNonNull(row.activity());
  }
}

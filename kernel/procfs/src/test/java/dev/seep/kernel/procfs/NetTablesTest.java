package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.testkit.FakeProc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetTablesTest {
  private static final ProcFs PROC = new ProcFs();
  private static Zoo zoo;
  private static final Map<Integer, Long> INODES = new HashMap<>();
  private static Map<Long, NetTableRow> rows = Map.of();

  @TempDir Path folder;

  @BeforeAll
  static void lookAtTheZoo() throws IOException {
    zoo = new Zoo();
    try (DescriptorTable table = Readings.seen(PROC.descriptors(zoo.pid()))) {
      while (table.next()) {
        if (table.socketInode() >= 0) {
          INODES.put(table.number(), table.socketInode());
        }
      }
    }
    Set<Long> wanted = new HashSet<>(INODES.values());
    rows = Readings.seen(new NetTables(PROC).byInode(zoo.pid(), wanted::contains));
  }

  @AfterAll
  static void endTheZoo() {
    zoo.close();
  }

  private static NetTableRow row(String name) {
    return Objects.requireNonNull(rows.get(INODES.get(zoo.fd(name))), name);
  }

  private static Endpoint listening() {
    return new Endpoint("127.0.0.1", Integer.parseInt(zoo.fact("port")));
  }

  @Test
  void aConnectionHasBothEndsAndItsQueues() {
    NetTableRow client = row("client");
    assertThat(client.protocol()).isEqualTo("TCP");
    assertThat(client.state()).isEqualTo(SocketState.ESTABLISHED);
    assertThat(client.remote()).isEqualTo(listening());
    assertThat(client.receiveQueueBytes()).isEqualTo(5);
    assertThat(row("accepted").local()).isEqualTo(listening());
    assertThat(row("accepted").remote()).isEqualTo(client.local());
  }

  @Test
  void aListenerShowsItsBacklogInUse() {
    NetTableRow listener = row("listener");
    assertThat(listener.state()).isEqualTo(SocketState.LISTEN);
    assertThat(listener.local()).isEqualTo(listening());
    assertThat(listener.remote()).isNull();
    assertThat(listener.receiveQueueBytes()).as("the mapped one is not accepted").isEqualTo(1);
  }

  @Test
  void anIpv4AddressOfAnIpv6SocketIsPlain() {
    NetTableRow mapped = row("mapped");
    assertThat(mapped.table()).isEqualTo(NetTable.TCP6);
    assertThat(mapped.remote()).isEqualTo(listening());
  }

  @Test
  void datagramAndNetlinkSocketsAreListed() {
    NetTableRow udp = row("udp6");
    assertThat(udp.state()).isEqualTo(SocketState.DATAGRAM);
    assertThat(Objects.requireNonNull(udp.local()).host()).isEqualTo("::1");
    assertThat(row("netlink").table()).isEqualTo(NetTable.NETLINK);
  }

  @Test
  void unixSocketsHaveStateAndNameEvenWithANewlineInIt() {
    assertThat(row("unixOne").state()).isEqualTo(SocketState.UNIX_CONNECTED);
    assertThat(row("unixOne").protocol()).isEqualTo("UNIX-STREAM");
    NetTableRow named = row("abstract");
    assertThat(named.path()).isEqualTo("@seep\nzoo " + zoo.pid());
    assertThat(named.state()).isEqualTo(SocketState.DATAGRAM);
  }

  @Test
  void aSocketThatWasNeverConnectedIsInNoTable() {
    assertThat(rows).doesNotContainKey(INODES.get(zoo.fd("neverConnected")));
    assertThat(rows).hasSize(INODES.size() - 1);
  }

  @Test
  void countersAreReadForBothFamilies() {
    SockStat stat = Readings.seen(new NetTables(PROC).sockStat(zoo.pid()));
    assertThat(stat.value("TCP", "alloc")).isPositive();
    assertThat(stat.value("UDP6", "inuse")).isPositive();
    assertThat(stat.value("TCP", "no such item")).isEqualTo(-1);
  }

  @Test
  void manyLinesAreStreamedOverTheEdgesOfTheBuffer() {
    int count = 5000;
    StringBuilder text = new StringBuilder("  sl  local_address rem_address   st\n");
    for (int i = 0; i < count; i++) {
      text.append(
          String.format(
              "%4d: 0100007F:%04X 0200007F:01BB 08 00000003:00000002 01:00000014 00000005"
                  + "  1000        0 %d 1 0000000000000000 20 4 30 10 -1\n",
              i, i, 1000 + i));
    }
    FakeProc.in(folder).process(812).file("net/tcp", text.toString());
    List<NetTableRow> seen = new ArrayList<>();
    Reading<Integer> lines =
        new NetTables(new ProcFs(folder))
            .read(812, NetTable.TCP, inode -> inode % 2 == 0, seen::add);
    assertThat(lines).isEqualTo(Reading.seen(count));
    assertThat(seen).hasSize(count / 2);
    assertThat(seen.get(7))
        .isEqualTo(
            new NetTableRow(
                NetTable.TCP,
                "TCP",
                1014,
                SocketState.CLOSE_WAIT,
                8,
                new Endpoint("127.0.0.1", 14),
                new Endpoint("127.0.0.2", 443),
                "",
                2,
                3,
                5,
                1000));
  }

  @Test
  void aTableThatThisKernelLacksHasNoRows() {
    FakeProc.in(folder).process(812);
    NetTables tables = new NetTables(new ProcFs(folder));
    assertThat(Readings.seen(tables.byInode(812, _ -> true))).isEmpty();
    assertThat(Readings.blind(tables.byInode(813, _ -> true)).why()).contains("has ended");
  }

  @Test
  void aRowThatANameForgesDoesNotReplaceARealOne() {
    String header = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    String real = "0000000000000000: 00000002 00000000 00010000 0001 01    77 /run/real\n";
    String forged = "0000000000000000: 00000002 00000000 00000000 0001 03    77 /forged\n";
    FakeProc.in(folder).process(812).file("net/unix", header + real + forged);
    Map<Long, NetTableRow> found =
        Readings.seen(new NetTables(new ProcFs(folder)).byInode(812, _ -> true));
    assertThat(found.values()).singleElement().extracting(NetTableRow::path).isEqualTo("/run/real");
  }

  @Test
  void timeWaitHasNoOwner() {
    byte[] text =
        ("header\n   0: 0100007F:1F90 0100007F:C350 06 00000000:00000000 03:00000D4A 00000000"
                + "     0        0 0 3 0000000000000000\n")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(NetTables.parse(NetTable.TCP, text))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.isTimeWait()).isTrue();
          assertThat(row.inode()).isZero();
        });
  }
}

package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceTest {
  private static @Nullable Zoo shared;

  /// One zoo for all tests, made by the first that may make one.
  private static Zoo alone() throws IOException {
    Zoo zoo = shared != null ? shared : Zoo.alone();
    shared = zoo;
    return zoo;
  }

  @AfterAll
  static void close() {
    if (shared != null) {
      shared.close();
    }
  }

  @Test
  void anotherNamespaceIsReadFromHereAndThisOneStaysOurs() throws IOException {
    Zoo alone = alone();
    try (Zoo here = Zoo.open();
        SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      SocketTable there = dump(diagnostics, alone.namespace());
      assertThat(there.lists(alone.get("established").inode())).isTrue();
      assertThat(there.lists(here.get("established").inode())).isFalse();
      SocketTable ours = dump(diagnostics, Zoo.seen(NamespaceRef.own()));
      assertThat(ours.lists(here.get("established").inode())).isTrue();
      assertThat(ours.lists(alone.get("established").inode())).isFalse();
      assertThat(there.namespace().inode()).isNotEqualTo(ours.namespace().inode());
    }
  }

  @Test
  void portsAreCountedByTheStateOfTheirSockets() throws IOException {
    Zoo alone = alone();
    try (SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      SocketTable table = dump(diagnostics, alone.namespace());
      Map<TcpState, Integer> sockets = table.socketsByState();
      assertThat(sockets.get(TcpState.TIME_WAIT))
          .as("of one closed connection, and of two whose both ends are shut down and held")
          .isEqualTo(3);
      assertThat(sockets.get(TcpState.CLOSE_WAIT)).isEqualTo(1);
      Map<TcpState, Integer> ports = table.portsByState(1, 65535);
      assertThat(ports.get(TcpState.LISTEN)).isEqualTo(sockets.get(TcpState.LISTEN));
      assertThat(ports.get(TcpState.TIME_WAIT)).as("two share their listener's port").isEqualTo(2);
      assertThat(table.portsInUse(1, 65535))
          .isBetween(ports.get(TcpState.ESTABLISHED), table.size());
      assertThat(table.portsByState(1, 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp tcp6, TCP, 9",
    "udp udp6, UDP, 9",
    "unix, UNIX, 6",
    "netlink, NETLINK, 9",
    "packet, PACKET, 8"
  })
  void theKernelsOwnTextTablesListTheSameSockets(String files, Table table, int column)
      throws IOException {
    Zoo alone = alone();
    try (SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      SocketTable read =
          Zoo.seen(diagnostics.dump(alone.namespace(), EnumSet.of(table), Interest.ENDPOINTS));
      Set<Long> listed =
          read.rows()
              // The text table has no sockets that are bound and idle.
              .filter(row -> table != Table.TCP || row.tcpState() != TcpState.CLOSE)
              .map(SocketRow::inode)
              .filter(inode -> inode != 0)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<Long> text = new TreeSet<>();
      for (String file : files.split(" ", -1)) {
        text.addAll(inodes(Path.of("/proc/" + alone.pid() + "/net/" + file), column));
      }
      assertThat(listed).isNotEmpty().isEqualTo(text);
    }
  }

  private static Set<Long> inodes(Path file, int column) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .skip(1)
          .map(line -> line.strip().split("\\s+", -1))
          .filter(words -> words.length > column)
          .map(words -> Long.parseLong(words[column]))
          .filter(inode -> inode != 0)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void moreNamespacesThanAreKeptAreReadAndFewDescriptorsAreHeld() throws IOException {
    Zoo.assumeRoot("making network namespaces");
    List<Process> holders = new ArrayList<>();
    try (SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      long before = netlinkDescriptors();
      for (int i = 0; i < 12; i++) {
        Process holder = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo ready; cat").start();
        holders.add(holder);
        assertThat(holder.inputReader().readLine()).isEqualTo("ready");
        NamespaceRef namespace = Zoo.seen(NamespaceRef.ofProcess((int) holder.pid()));
        assertThat(dump(diagnostics, namespace).namespace()).isEqualTo(namespace);
      }
      assertThat(netlinkDescriptors() - before).isLessThanOrEqualTo(8);
    } finally {
      holders.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void aNamespaceWhoseProcessIsGoneOrElsewhereIsUnseen() {
    try (SocketDiagnostics diagnostics = new SocketDiagnostics()) {
      int self = (int) ProcessHandle.current().pid();
      assertThat(
              Zoo.whyUnseen(
                  diagnostics.dump(
                      new NamespaceRef(1, self), EnumSet.of(Table.TCP), Interest.ENDPOINTS)))
          .contains("another process");
      assertThat(
              Zoo.whyUnseen(
                  diagnostics.dump(
                      new NamespaceRef(1, Integer.MAX_VALUE),
                      EnumSet.of(Table.TCP),
                      Interest.ENDPOINTS)))
          .contains("ENOENT");
    }
  }

  private static SocketTable dump(SocketDiagnostics diagnostics, NamespaceRef namespace) {
    return Zoo.seen(diagnostics.dump(namespace, EnumSet.of(Table.TCP), Interest.ACTIVITY));
  }

  private static long netlinkDescriptors() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      int self = (int) ProcessHandle.current().pid();
      return entries
          .map(path -> Integer.parseInt(path.getFileName().toString()))
          .filter(fd ->
              SocketProbe.socketProtocolName(self, fd) instanceof Reading.Seen<String>(String name)
                  && name.equals("NETLINK"))
          .count();
    }
  }
}

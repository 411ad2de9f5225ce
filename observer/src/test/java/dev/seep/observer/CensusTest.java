package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Census;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Counts over the whole machine, through the best source here and through `/proc` alone.
final class CensusTest {
  private static final Map<SocketState, Integer> KNOWN =
      Map.of(
          SocketState.NEVER_CONNECTED, 3,
          SocketState.BOUND, 1,
          SocketState.LISTEN, 1,
          SocketState.ESTABLISHED, 2,
          SocketState.CLOSE_WAIT, 1,
          SocketState.DATAGRAM, 1,
          SocketState.UNIX_CONNECTED, 2);

  private static Eye open(SourceChoice choice) {
    return switch (Observer.open(Path.of("/proc"), choice)) {
      case Reading.Seen<Eye> seen -> seen.value();
      case Reading.Unseen<Eye> unseen -> throw new AssertionError(unseen.blind());
    };
  }

  private static Optional<ProcessRow> row(Census census, int pid) {
    return census.rows().stream().filter(row -> row.process().pid() == pid).findFirst();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "PROCFS"})
  void theSocketsOfAProcessAreCountedByState(SourceChoice choice) throws IOException {
    try (Planted target = Planted.python(KnownSockets.SOURCE);
        Eye eye = open(choice)) {
      ProcessRow row = row(eye.census(), target.pid()).orElseThrow();
      assertThat(row.sockets()).isEqualTo(KNOWN);
      // Three standard streams besides; Python may keep one of its own.
      assertThat(row.open()).isBetween(14, 18);
      assertThat(row.limits().known()).isTrue();
      assertThat(row.blind()).isNull();
    }
  }

  @Test
  void bothSourcesAgreeOnAQuietProcess() throws IOException {
    try (Planted target = Planted.python(KnownSockets.SOURCE);
        Eye best = open(SourceChoice.AUTO);
        Eye folder = open(SourceChoice.PROCFS)) {
      ProcessRow one = row(best.census(), target.pid()).orElseThrow();
      ProcessRow other = row(folder.census(), target.pid()).orElseThrow();
      assertThat(one.open()).isEqualTo(other.open());
      assertThat(one.sockets()).isEqualTo(other.sockets());
      assertThat(one.process()).isEqualTo(other.process());
    }
  }

  @Test
  void aHostileNameAndHostileArgumentsMakeOneRowAsTheyAre() throws IOException {
    String name = "a\n\u001b[31m) R 1 (";
    String source =
        """
        import ctypes, sys
        ctypes.CDLL(None).prctl(15, b"a\\n\\x1b[31m) R 1 (", 0, 0, 0)
        print("ready", flush=True)
        sys.stdin.read()
        """;
    String argument = "<b>\t\n\u001b]0;x\u0007 1 (x) Z 2";
    try (Planted target = Planted.start(Planted.pythonPath(), "-c", source, argument);
        Eye eye = open(SourceChoice.AUTO)) {
      ProcessRow row = row(eye.census(), target.pid()).orElseThrow();
      assertThat(row.process().name()).isEqualTo(name);
      assertThat(row.process().command()).last().isEqualTo(argument);
      assertThat(row.process().parentPid()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(row.open()).isPositive();
    }
  }

  @Test
  void aProcessThatHasEndedHasNoRow() throws IOException {
    try (Eye eye = open(SourceChoice.AUTO)) {
      ProcessFacts facts;
      try (Planted target = Planted.python(KnownSockets.SOURCE)) {
        facts = row(eye.census(), target.pid()).orElseThrow().process();
      }
      assertThat(row(eye.census(), facts.pid()).filter(r -> r.process().equals(facts))).isEmpty();
      assertThat(eye.inventory(facts.identity(), Detail.EVERYTHING))
          .isInstanceOf(Reading.Unseen.class);
      assertThat(eye.limits(facts.identity())).isInstanceOf(Reading.Unseen.class);
      assertThat(eye.threads(facts.identity())).isInstanceOf(Reading.Unseen.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "PROCFS"})
  void processesThatComeAndGoDisturbNobody(SourceChoice choice) throws Exception {
    try (Planted quiet = Planted.python(KnownSockets.SOURCE);
        Eye eye = open(choice)) {
      Thread churn = Thread.ofPlatform().start(CensusTest::startAndKillFifty);
      int censuses = 0;
      while (censuses < 20 || churn.isAlive()) {
        Census census = eye.census();
        assertThat(row(census, quiet.pid()).orElseThrow().sockets()).isEqualTo(KNOWN);
        assertThat(census.rows()).allMatch(row -> row.open() >= 0 || row.blind() != null);
        censuses++;
      }
      churn.join();
    }
  }

  private static void startAndKillFifty() {
    for (int round = 0; round < 10; round++) {
      List<Process> started = new ArrayList<>();
      try {
        for (int i = 0; i < 5; i++) {
          started.add(new ProcessBuilder("sleep", "60").start());
        }
      } catch (IOException noMore) {
        throw new java.io.UncheckedIOException(noMore);
      } finally {
        started.forEach(Process::destroyForcibly);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "PROCFS"})
  void aProcessWhoseFirstThreadHasEndedIsSeenInFull(SourceChoice choice) throws IOException {
    try (Planted headless = Planted.python(KnownSockets.HEADLESS);
        Eye eye = open(choice)) {
      ProcessRow row = row(eye.census(), headless.pid()).orElseThrow();
      assertThat(row.process().state()).isEqualTo('Z');
      assertThat(row.open()).isGreaterThanOrEqualTo(15);
      assertThat(row.sockets().values().stream().mapToInt(n -> n).sum()).isEqualTo(12);
      Inventory inventory =
          switch (eye.inventory(row.process().identity(), Detail.EVERYTHING)) {
            case Reading.Seen<Inventory> seen -> seen.value();
            case Reading.Unseen<Inventory> unseen -> throw new AssertionError(unseen.blind());
          };
      assertThat(inventory.descriptors())
          .hasSize(inventory.open())
          .filteredOn(d -> d.resource() instanceof Socket)
          .hasSize(12);
      assertThat(inventory.memory().residentBytes()).isPositive();
      if (choice == SourceChoice.AUTO && inventory.source() == Source.EBPF) {
        assertThat(row.sockets()).isEqualTo(Map.of(SocketState.NEVER_CONNECTED, 12));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "PROCFS"})
  void aZombieHoldsNothing(SourceChoice choice) throws IOException {
    String source =
        """
        import os, sys
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        print(child, flush=True)
        sys.stdin.read()
        """;
    try (Planted parent = Planted.python(source);
        Eye eye = open(choice)) {
      ProcessRow row = row(eye.census(), Integer.parseInt(parent.readyLine())).orElseThrow();
      assertThat(row.process().isZombie()).isTrue();
      assertThat(row.open()).isZero();
      assertThat(row.sockets()).isEmpty();
    }
  }

  @Test
  void kernelThreadsHoldNoSockets() {
    try (Eye eye = open(SourceChoice.AUTO)) {
      assertThat(eye.census().rows())
          .filteredOn(row -> row.process().isKernelThread())
          .allMatch(row -> row.open() == 0 && row.sockets().isEmpty());
    }
  }

  @Test
  void aSourceThatSawNothingNeverAgreesWithACountOfSomething() {
    assertThat(DescriptorReader.agree(5, 0)).isFalse();
    assertThat(DescriptorReader.agree(0, 5)).isFalse();
    assertThat(DescriptorReader.agree(0, 0)).isTrue();
    assertThat(DescriptorReader.agree(12, 20)).isTrue();
    assertThat(DescriptorReader.agree(12, 21)).isFalse();
    assertThat(DescriptorReader.agree(1000, 1100)).isTrue();
    assertThat(DescriptorReader.agree(1000, 1101)).isFalse();
    assertThat(DescriptorReader.isWhole(0, 12)).isTrue();
    assertThat(DescriptorReader.isWhole(273, 0)).isFalse();
    assertThat(DescriptorReader.isWhole(-13, 40)).isTrue();
  }
}

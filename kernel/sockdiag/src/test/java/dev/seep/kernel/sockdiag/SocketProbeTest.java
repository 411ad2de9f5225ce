package dev.seep.kernel.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.TcpActivity;
import dev.seep.kernel.libc.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketProbeTest {
  private final SocketProbe probe = new SocketProbe();
  private static Zoo zoo;

  @BeforeAll
  static void open() throws IOException {
    zoo = Zoo.open();
  }

  @AfterAll
  static void close() {
    zoo.close();
  }

  @Test
  void theErrorOfTheTargetStillWaitsAfterTheProbe() throws IOException {
    for (String name : new String[] {"refused", "reset", "timed-out"}) {
      assertThat(look(name).errorWaits()).isTrue();
      assertThat(look(name).errorWaits()).isTrue();
    }
    assertThat(zoo.ask("error", "refused")).isEqualTo("111");
    assertThat(zoo.ask("error", "reset")).isEqualTo("104");
    assertThat(zoo.ask("error", "timed-out")).isEqualTo("110");
    assertThat(zoo.ask("error", "refused")).as("it was there until it was read").isEqualTo("0");
    assertThat(look("refused").errorWaits()).isFalse();
  }

  @Test
  void aDeadConnectionStillNamesItsPeer() {
    Endpoint listener = look("listener").local();
    assertThat(look("reset").remote()).isEqualTo(listener);
    assertThat(look("closed").remote()).isEqualTo(listener);
    assertThat(look("refused").remote()).isEqualTo(new Endpoint("127.0.0.1", 1));
    assertThat(look("refused6").remote()).isEqualTo(new Endpoint("::1", 1));
  }

  @Test
  void aSocketThatIsNowhereHasNoEndpoints() {
    assertThat(look("created").local()).isNull();
    assertThat(look("created").remote()).isNull();
    assertThat(look("created").activity()).isNull();
    assertThat(look("bound").remote()).isNull();
  }

  @Test
  void whatARefusedConnectSentIsCounted() {
    TcpActivity refused = Objects.requireNonNull(look("refused").activity());
    assertThat(refused.segmentsOut()).isEqualTo(1);
    assertThat(refused.idleMillis()).as("no data ever flowed").isEqualTo(-1);
    TcpActivity timedOut = Objects.requireNonNull(look("timed-out").activity());
    assertThat(timedOut.segmentsOut()).isGreaterThan(1);
    assertThat(timedOut.totalRetransmits()).isPositive();
  }

  @Test
  void theCopyIsClosedAtOnce() throws IOException {
    look("created");
    long before = ownDescriptors();
    for (int i = 0; i < 100; i++) {
      look("created");
      probe.probe(zoo.pidfd(), zoo.get("file").fd());
    }
    assertThat(ownDescriptors()).isEqualTo(before);
  }

  @Test
  void aDescriptorThatIsNoSocketOrNotThereIsUnseen() {
    int file = zoo.get("file").fd();
    assertThat(Zoo.whyUnseen(probe.probe(zoo.pidfd(), file))).contains("no socket");
    assertThat(Zoo.whyUnseen(probe.probe(zoo.pidfd(), 9999))).contains("EBADF");
    assertThat(Zoo.whyUnseen(SocketProbe.socketProtocolName(zoo.pid(), 9999))).contains("ENOENT");
    Zoo.whyUnseen(SocketProbe.socketProtocolName(zoo.pid(), file));
  }

  @Test
  void aProcessThatIsGoneIsUnseen() throws IOException {
    int pidfd;
    int pid;
    try (Zoo gone = Zoo.open()) {
      pid = gone.pid();
      pidfd = Syscalls.pidfdOpen(pid);
    }
    assertThat(Zoo.whyUnseen(probe.probe(pidfd, 0))).contains("ESRCH");
    Syscalls.close(pidfd);
    assertThat(Zoo.whyUnseen(NamespaceRef.ofProcess(pid))).contains("ENOENT");
  }

  private ProbedSocket look(String name) {
    return Zoo.seen(probe.probe(zoo.pidfd(), zoo.get(name).fd()));
  }

  private static long ownDescriptors() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
      return entries.count();
    }
  }
}

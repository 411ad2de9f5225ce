package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every kind of descriptor, held by a real process.
class DescriptorTableTest {
  private record Row(LinkTarget target, FileStat stat, FdInfo info, String protocol) {}

  private static final ProcFs PROC = new ProcFs();
  private static Zoo zoo;
  private static final Map<Integer, Row> ROWS = new HashMap<>();

  @BeforeAll
  static void lookAtTheZoo() throws IOException {
    zoo = new Zoo();
    try (DescriptorTable table = table(zoo.pid())) {
      while (table.next()) {
        ROWS.put(
            table.number(),
            new Row(table.target(), table.stat(), table.fdInfo(), table.socketProtocol()));
      }
      assertThat(table.blind()).isEmpty();
      assertThat(table.closedMeanwhile()).isZero();
    }
  }

  @AfterAll
  static void endTheZoo() {
    zoo.close();
  }

  static DescriptorTable table(int pid) {
    return Readings.seen(PROC.descriptors(pid));
  }

  private static Row row(String name) {
    return Objects.requireNonNull(ROWS.get(zoo.fd(name)), name);
  }

  private static FdInfo.Detail detail(String name) {
    return row(name).info().detail();
  }

  private static String folder() {
    return zoo.fact("folder");
  }

  @Test
  void itListsTheSameNumbersAsTheFolder() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/" + zoo.pid() + "/fd"))) {
      List<Integer> listed =
          entries.map(e -> Integer.valueOf(e.getFileName().toString())).sorted().toList();
      assertThat(new TreeSet<>(ROWS.keySet())).containsExactlyElementsOf(listed);
    }
  }

  @Test
  void aFileHasItsPathSizeOffsetAndFlags() {
    Row file = row("file");
    assertThat(file.target()).isEqualTo(new LinkTarget.FilePath(folder() + "/a file"));
    assertThat(file.stat().isRegular()).isTrue();
    assertThat(file.stat().sizeBytes()).isEqualTo(77);
    assertThat(file.stat().links()).isEqualTo(1);
    assertThat(file.info().position()).isEqualTo(77);
    assertThat(file.info().inode()).isEqualTo(file.stat().inode());
    OpenFlags flags = new OpenFlags(file.info().flags());
    assertThat(flags.names()).contains("O_RDWR", "O_APPEND", "O_CLOEXEC");
    assertThat(new OpenFlags(row("inherited").info().flags()).closeOnExec()).isFalse();
  }

  @Test
  void aFileCountsAsDeletedOnlyWhenItHasNoLinkLeft() {
    Row gone = row("deleted");
    assertThat(gone.stat().unlinked()).isTrue();
    assertThat(path(gone)).isEqualTo(folder() + "/gone");
    Row lying = row("lying");
    assertThat(lying.stat().unlinked()).isFalse();
    assertThat(path(lying)).isEqualTo(folder() + "/alive (deleted)");
  }

  private static String path(Row row) {
    return ((LinkTarget.FilePath) row.target()).path(row.stat().unlinked());
  }

  @Test
  void aFileNamedLikeASocketIsAFile() {
    assertThat(row("hostile").target())
        .isEqualTo(new LinkTarget.FilePath(folder() + "/socket:[1]\n\u001b[2J\udcff"));
  }

  @Test
  void directoriesDevicesPipesAndFifosAreToldByTheirMode() {
    assertThat(row("directory").stat().isDirectory()).isTrue();
    assertThat(row("device").stat().isCharacterDevice()).isTrue();
    assertThat(row("device").stat().represents()).isNotZero();
    assertThat(row("fifo").stat().isFifo()).isTrue();
    assertThat(row("fifo").target()).isEqualTo(new LinkTarget.FilePath(folder() + "/fifo"));
    Row read = row("pipeRead");
    assertThat(read.target()).isEqualTo(new LinkTarget.Pipe(read.stat().inode()));
    assertThat(row("pipeWrite").target()).isEqualTo(read.target());
    assertThat(new OpenFlags(read.info().flags()).writable()).isFalse();
    assertThat(read.stat().changedAtEpochSeconds())
        .isCloseTo(System.currentTimeMillis() / 1000, org.assertj.core.data.Offset.offset(120L));
  }

  @Test
  void anEpollTellsWhatItWatches() {
    assertThat(row("epoll").target()).isEqualTo(new LinkTarget.AnonInode("eventpoll"));
    assertThat(((FdInfo.Detail.EventPoll) detail("epoll")).targets())
        .containsExactlyInAnyOrder(zoo.fd("eventfd"), zoo.fd("pipeRead"));
  }

  @Test
  void anEventfdTellsItsCountAndItsId() {
    FdInfo.Detail.EventFd eventFd = (FdInfo.Detail.EventFd) detail("eventfd");
    assertThat(eventFd.count()).isEqualTo(5);
    assertThat(eventFd.id()).isNotNegative();
    assertThat(row("eventfd").target()).isEqualTo(new LinkTarget.AnonInode("eventfd"));
  }

  @Test
  void aTimerTellsClockPeriodAndTimeLeft() {
    FdInfo.Detail.Timer timer = (FdInfo.Detail.Timer) detail("timerfd");
    assertThat(timer.clock()).isEqualTo(1);
    assertThat(timer.intervalNanos()).isEqualTo(2_000_000_500L);
    assertThat(timer.remainingNanos()).isBetween(1L, 100_000_000_000L);
  }

  @Test
  void signalsAndWatchesAndProcessesAreRead() {
    assertThat(detail("signalfd")).isEqualTo(new FdInfo.Detail.Signals(1L << 9));
    assertThat(detail("inotify")).isEqualTo(new FdInfo.Detail.Watches(2, false));
    assertThat(row("inotify").target()).isEqualTo(new LinkTarget.AnonInode("inotify"));
    assertThat(detail("pidfd")).isEqualTo(new FdInfo.Detail.PidFd(zoo.pid()));
    assertThat(row("pidfd").target()).isEqualTo(new LinkTarget.AnonInode("pidfd"));
  }

  @Test
  void aMemfdHasItsNameAndItsBytes() {
    assertThat(row("memfd").target()).isEqualTo(new LinkTarget.Memfd("my memory"));
    assertThat(row("memfd").stat().sizeBytes()).isEqualTo(8192);
  }

  @Test
  void aNamespaceIsNoFile() {
    LinkTarget.Namespace namespace = (LinkTarget.Namespace) row("netns").target();
    assertThat(namespace.type()).isEqualTo("net");
    assertThat(namespace.inode()).isEqualTo(row("netns").stat().inode());
  }

  @Test
  void anIoUringTellsTheSizesOfItsRings() {
    assumeThat(zoo.has("io_uring")).as("io_uring is permitted here").isTrue();
    assertThat(row("io_uring").target()).isEqualTo(new LinkTarget.AnonInode("io_uring"));
    assertThat(detail("io_uring")).isEqualTo(new FdInfo.Detail.IoUring(8, 16));
  }

  @Test
  void aBpfMapTellsItsTypeAndItsId() {
    assumeThat(zoo.has("bpf")).as("bpf(2) is permitted here").isTrue();
    assertThat(row("bpf").target()).isEqualTo(new LinkTarget.AnonInode("bpf-map"));
    FdInfo.Detail.BpfMap map = (FdInfo.Detail.BpfMap) detail("bpf");
    assertThat(map.type()).isEqualTo(2);
    assertThat(map.id()).isPositive();
  }

  @Test
  void aUnixSocketTellsOfDescriptorsThatWaitInIt() {
    assertThat(detail("unixTwo")).isEqualTo(new FdInfo.Detail.UnixSocket(2));
    assertThat(detail("unixOne")).isEqualTo(new FdInfo.Detail.UnixSocket(0));
  }

  @Test
  void socketsOfAllFamiliesAreKnownByTheirInode() {
    for (String name : List.of("listener", "client", "neverConnected", "unixOne", "netlink")) {
      Row row = row(name);
      assertThat(row.target()).as(name).isEqualTo(new LinkTarget.Socket(row.stat().inode()));
      assertThat(row.stat().isSocket()).isTrue();
    }
  }

  @Test
  void aSocketTellsItsProtocolEvenWhenNoTableListsIt() {
    assertThat(row("neverConnected").protocol()).isEqualTo("TCP");
    assertThat(row("mapped").protocol()).isEqualTo("TCPv6");
    assertThat(row("udp6").protocol()).isEqualTo("UDPv6");
    assertThat(row("unixOne").protocol()).isEqualTo("UNIX-STREAM");
    assertThat(row("abstract").protocol()).isEqualTo("UNIX");
    assertThat(row("netlink").protocol()).isEqualTo("NETLINK");
    assertThat(row("file").protocol()).isEmpty();
  }

  @Test
  void aTableOfAnEndedProcessEndsAndNamesNobodyElse() throws IOException {
    DescriptorTable table;
    try (Zoo other = new Zoo()) {
      table = table(other.pid());
      assertThat(table.next()).isTrue();
      assertThat(table.startTicks()).isPositive();
    }
    try (table) {
      assertThat(table.next()).isFalse();
      assertThat(table.fdInfo()).isEqualTo(FdInfo.UNKNOWN);
      assertThat(table.startTicks()).isEqualTo(-1);
    }
  }

  @Test
  void aProcessThatDoesNotExistIsUnseen() {
    assertThat(PROC.descriptors(Readings.freePid()))
        .isInstanceOfSatisfying(
            Reading.Unseen.class, unseen -> assertThat(unseen.blind().why()).contains("ended"));
  }
}

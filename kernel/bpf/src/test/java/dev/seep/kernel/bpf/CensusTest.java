package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CensusTest {
  private static final int TCP_CLOSE = 7;

  /// What a census record and an inventory record both say of a descriptor.
  private record Common(
      int number,
      long inode,
      int mode,
      boolean isSocket,
      int family,
      int type,
      int protocol,
      int protocolState,
      int socketState,
      int pendingError,
      boolean remoteAddress,
      boolean remotePort,
      boolean localPort,
      boolean receiveShut,
      boolean sendShut,
      long segmentsOut,
      boolean onceEstablished,
      long peerInode,
      boolean readable,
      boolean writable) {}

  @Test
  void theCensusSaysOfEveryDescriptorWhatItsInventorySays(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of())) {
      List<Common> census = new ArrayList<>();
      int count =
          Bpf.seen(
              iterator.census(record -> {
                if (record.pid() == holder.pid()) {
                  census.add(common(record));
                }
              }));
      List<DescriptorRecord> inventory = Bpf.inventory(iterator, holder.pid());
      assertThat(count).isGreaterThan(inventory.size());
      assertThat(census).hasSizeGreaterThan(40);
      assertThat(census)
          .containsExactlyElementsOf(inventory.stream().map(CensusTest::common).toList());
    }
  }

  @Test
  void everyProcessIsCountedAsItsFolderCounts(@TempDir Path folder) throws Exception {
    List<Process> sleepers = new ArrayList<>();
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of(), "many")) {
      for (int i = 0; i < 20; i++) {
        sleepers.add(new ProcessBuilder("sleep", "60").start());
      }
      Map<Integer, Integer> counts = new HashMap<>();
      Bpf.seen(iterator.census(record -> counts.merge(record.pid(), 1, Integer::sum)));
      assertThat(counts.get(holder.pid())).isGreaterThan(900).isEqualTo(listed(holder.pid()));
      for (Process sleeper : sleepers) {
        int pid = Math.toIntExact(sleeper.pid());
        assertThat(counts.get(pid)).isEqualTo(listed(pid));
      }
    } finally {
      sleepers.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void aVisitorThatFailsLeavesTheIteratorUsable() {
    try (DescriptorIterator iterator = Bpf.open()) {
      assertThatThrownBy(() ->
              iterator.census(_ -> {
                throw new IllegalArgumentException("enough");
              }))
          .hasMessage("enough");
      assertThat(Bpf.seen(iterator.census(_ -> {}))).isPositive();
    }
  }

  private static int listed(int pid) {
    return Objects.requireNonNull(new File("/proc/" + pid + "/fd").list()).length;
  }

  /// A connection that lives may still send its late acknowledgement between two readings.
  private static long settled(int protocolState, long segmentsOut) {
    return protocolState == TCP_CLOSE ? segmentsOut : 0;
  }

  private static Common common(CensusRecord record) {
    return new Common(
        record.descriptor(),
        record.inode(),
        record.mode(),
        record.isSocket(),
        record.family(),
        record.type(),
        record.protocol(),
        record.protocolState(),
        record.socketState(),
        record.pendingError(),
        record.hasRemoteAddress(),
        record.hasRemotePort(),
        record.hasLocalPort(),
        record.isReceiveShut(),
        record.isSendShut(),
        settled(record.protocolState(), record.segmentsOut()),
        record.wasEstablished(),
        record.peerInode(),
        record.isReadable(),
        record.isWritable());
  }

  private static Common common(DescriptorRecord record) {
    @Nullable SocketFacts socket = record.socket();
    boolean readable = record.flags().readable();
    boolean writable = record.flags().writable() && !record.flags().names().contains("O_PATH");
    if (socket == null) {
      return new Common(
          record.number(),
          record.inode(),
          record.mode(),
          false,
          0,
          0,
          0,
          0,
          0,
          0,
          false,
          false,
          false,
          false,
          false,
          0,
          false,
          0,
          readable,
          writable);
    }
    return new Common(
        record.number(),
        record.inode(),
        record.mode(),
        true,
        socket.family(),
        socket.type(),
        socket.protocol(),
        socket.protocolState(),
        socket.socketState(),
        socket.pendingError(),
        socket.remote() != null && !Objects.requireNonNull(socket.remote()).host().isEmpty(),
        socket.remote() != null && Objects.requireNonNull(socket.remote()).port() != 0,
        socket.local() != null && Objects.requireNonNull(socket.local()).port() != 0,
        socket.receiveShut(),
        socket.sendShut(),
        settled(socket.protocolState(), Math.min(255, socket.segmentsOut())),
        socket.onceEstablished(),
        socket.peerInode(),
        readable,
        writable);
  }
}

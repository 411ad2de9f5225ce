package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import dev.seep.kernel.procfs.DescriptorTable;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.sockdiag.Interest;
import dev.seep.kernel.sockdiag.NamespaceRef;
import dev.seep.kernel.sockdiag.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Counts the sockets of one process after the other by state, from `/proc`; the tables of a
/// namespace are read once for all processes in it. For several threads.
final class SocketCounter {
  private final ProcFs procfs;
  private final SocketReader sockets;
  private final Map<Long, ProtocolTables> byNamespace = new ConcurrentHashMap<>();
  private final List<Blind> blind = new CopyOnWriteArrayList<>();

  SocketCounter(ProcFs procfs, SocketReader sockets) {
    this.procfs = procfs;
    this.sockets = sockets;
  }

  List<Blind> blind() {
    return blind;
  }

  /// @param blind why there may be more than `states` says, null when these are all
  record Count(Map<SocketState, Integer> states, @Nullable Blind blind) {}

  /// @return null when the process has ended
  @Nullable Count count(ProcessIdentity process) {
    return switch (procfs.descriptors(process.pid())) {
      case Reading.Unseen<DescriptorTable> unseen ->
          Vanished.hasEnded(procfs, process)
              ? null
              : new Count(Map.of(), ofSockets(process, unseen.blind()));
      case Reading.Seen<DescriptorTable> seen -> count(process, seen.value());
    };
  }

  private static Blind ofSockets(ProcessIdentity process, Blind reason) {
    return new Blind("sockets of process " + process.pid(), reason.why(), reason.mend());
  }

  private @Nullable Count count(ProcessIdentity process, DescriptorTable opened) {
    Map<SocketState, Integer> counts = new EnumMap<>(SocketState.class);
    List<Blind> untold = new ArrayList<>(0);
    try (DescriptorTable table = opened;
        UnlistedSockets unlisted = new UnlistedSockets(process.pid(), false, untold)) {
      ProtocolTables tables = null;
      while (table.next()) {
        long inode = table.socketInode();
        if (inode >= 0) {
          tables = tables == null ? tables(process.pid()) : tables;
          SocketState listed = tables.state(inode);
          SocketState state =
              listed == null ? state(unlisted.look(table.number(), inode, 0)) : listed;
          if (state != null) {
            counts.merge(state, 1, Integer::sum);
          }
        }
      }
      table.blind().forEach(reason -> untold.add(ofSockets(process, reason)));
      return table.startTicks() != process.startTicks() && Vanished.hasEnded(procfs, process)
          ? null
          : new Count(counts, untold.isEmpty() ? null : untold.getLast());
    }
  }

  private static @Nullable SocketState state(@Nullable Socket socket) {
    return socket == null ? null : socket.state();
  }

  private ProtocolTables tables(int pid) {
    // A namespace that may not be named is not that of the next process.
    long namespace = NamespaceRef.ofProcess(pid).map(NamespaceRef::inode).orElse((long) -pid);
    return byNamespace.computeIfAbsent(
        namespace,
        n -> {
          ProtocolTables read = sockets.tables(pid, EnumSet.allOf(Table.class), Interest.ENDPOINTS);
          blind.addAll(read.blind());
          return read;
        });
  }
}

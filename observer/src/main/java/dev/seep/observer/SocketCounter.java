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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the sockets of one process after the other by state, from `/proc`; the tables of a
/// namespace are read once for all processes in it.
final class SocketCounter {
  private final ProcFs procfs;
  private final SocketReader sockets;
  private final Map<Long, ProtocolTables> byNamespace = new HashMap<>();
  private final List<Blind> blind = new ArrayList<>();

  SocketCounter(ProcFs procfs, SocketReader sockets) {
    this.procfs = procfs;
    this.sockets = sockets;
  }

  List<Blind> blind() {
    return blind;
  }

  /// Empty when the process has no sockets, is gone, or may not be looked into.
  Map<SocketState, Integer> count(ProcessIdentity process) {
    Map<SocketState, Integer> counts = new EnumMap<>(SocketState.class);
    if (!(procfs.descriptors(process.pid()) instanceof Reading.Seen<DescriptorTable> seen)) {
      return counts;
    }
    try (DescriptorTable table = seen.value();
        UnlistedSockets unlisted = new UnlistedSockets(process.pid(), false, blind)) {
      while (table.next()) {
        long inode = table.socketInode();
        if (inode >= 0) {
          Listed row = tables(process.pid()).row(inode);
          SocketState state =
              row == null ? state(unlisted.look(table.number(), inode, 0)) : row.state();
          if (state != null) {
            counts.merge(state, 1, Integer::sum);
          }
        }
      }
      return table.startTicks() == process.startTicks() ? counts : Map.of();
    }
  }

  private static @Nullable SocketState state(@Nullable Socket socket) {
    return socket == null ? null : socket.state();
  }

  private ProtocolTables tables(int pid) {
    long namespace = NamespaceRef.ofProcess(pid).map(NamespaceRef::inode).orElse(0L);
    return byNamespace.computeIfAbsent(
        namespace,
        n -> {
          ProtocolTables read = sockets.tables(pid, EnumSet.allOf(Table.class), Interest.ENDPOINTS);
          blind.addAll(read.blind());
          return read;
        });
  }
}

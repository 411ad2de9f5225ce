package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.kernel.procfs.NetTableRow;
import dev.seep.kernel.procfs.NetTables;
import dev.seep.kernel.procfs.ProcFs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables as `/proc/PID/net` gives them: of the target's own namespace, whoever reads, and
/// without idle times or unix peers.
final class FolderTables implements ProtocolTables {
  /// Both ends of a connection as one of them names them.
  private record Connection(Endpoint local, Endpoint remote) {}

  private final Map<Long, NetTableRow> byInode;
  private final List<Blind> blind;
  private final Map<Connection, Long> connections = new HashMap<>();
  private final Map<Endpoint, Long> listeners = new HashMap<>();

  private FolderTables(Map<Long, NetTableRow> byInode, List<Blind> blind) {
    this.byInode = byInode;
    this.blind = blind;
    for (NetTableRow row : byInode.values()) {
      if (row.local() != null && row.state() == SocketState.LISTEN) {
        listeners.put(row.local(), row.inode());
      } else if (row.local() != null && row.remote() != null) {
        connections.put(new Connection(row.local(), row.remote()), row.inode());
      }
    }
  }

  static ProtocolTables read(ProcFs procfs, int pid, Blind whyNotNetlink) {
    return switch (new NetTables(procfs).byInode(pid, inode -> true)) {
      case Reading.Seen<Map<Long, NetTableRow>> seen ->
          new FolderTables(seen.value(), List.of(whyNotNetlink));
      case Reading.Unseen<Map<Long, NetTableRow>> unseen ->
          ProtocolTables.none(List.of(whyNotNetlink, unseen.blind()));
    };
  }

  @Override
  public @Nullable Listed row(long inode) {
    NetTableRow row = byInode.get(inode);
    return row == null
        ? null
        : new Listed(
            inode,
            row.table().family(),
            row.protocol(),
            row.state(),
            row.local(),
            row.remote(),
            row.path(),
            row.receiveQueueBytes(),
            row.sendQueueBytes(),
            null,
            0);
  }

  @Override
  public long otherEnd(Listed row) {
    Endpoint remote = row.remote();
    if (row.local() == null || remote == null) {
      return 0;
    }
    Long connected =
        connections.get(new Connection(/* local= */ remote, /* remote= */ row.local()));
    if (connected != null || !remote.isLoopback()) {
      return connected == null ? 0 : connected;
    }
    return listeners.getOrDefault(
        remote, listeners.getOrDefault(new Endpoint("", remote.port()), 0L));
  }

  @Override
  public boolean hasNetlink() {
    return true;
  }

  @Override
  public List<Blind> blind() {
    return blind;
  }
}

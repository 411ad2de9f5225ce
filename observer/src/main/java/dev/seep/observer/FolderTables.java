package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import dev.seep.kernel.procfs.NetTable;
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

  /// Raw and ping sockets, as far as the folder may be read.
  static Map<Long, Listed> rawRows(ProcFs procfs, int pid) {
    Map<Long, Listed> rows = new HashMap<>();
    NetTables tables = new NetTables(procfs);
    for (NetTable table : List.of(NetTable.RAW, NetTable.RAW6, NetTable.ICMP, NetTable.ICMP6)) {
      tables.read(pid, table, _ -> true, row -> rows.put(row.inode(), listed(row)));
    }
    return rows;
  }

  @Override
  public @Nullable Listed row(long inode) {
    NetTableRow row = byInode.get(inode);
    return row == null ? null : listed(row);
  }

  /// The tables of raw sockets have the protocol in place of a port.
  private static @Nullable Endpoint withoutPort(@Nullable Endpoint endpoint) {
    return endpoint == null || endpoint.host().isEmpty() ? null : new Endpoint(endpoint.host(), 0);
  }

  private static Listed listed(NetTableRow row) {
    boolean raw = row.table() == NetTable.RAW || row.table() == NetTable.RAW6;
    return new Listed(
        row.inode(),
        row.table().family(),
        row.protocol(),
        row.state(),
        raw ? withoutPort(row.local()) : row.local(),
        raw ? withoutPort(row.remote()) : row.remote(),
        row.path(),
        row.receiveQueueBytes(),
        row.sendQueueBytes(),
        null,
        0);
  }

  @Override
  public @Nullable SocketState state(long inode) {
    NetTableRow row = byInode.get(inode);
    return row == null ? null : row.state();
  }

  @Override
  public @Nullable TcpActivity activity(long inode) {
    return null;
  }

  @Override
  public String path(long inode) {
    NetTableRow row = byInode.get(inode);
    return row == null ? "" : row.path();
  }

  @Override
  public long otherEnd(long inode) {
    NetTableRow row = byInode.get(inode);
    if (row == null || row.local() == null || row.remote() == null) {
      return 0;
    }
    Endpoint remote = row.remote();
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

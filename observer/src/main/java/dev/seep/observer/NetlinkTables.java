package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import dev.seep.kernel.sockdiag.SocketRow;
import dev.seep.kernel.sockdiag.SocketTable;
import dev.seep.kernel.sockdiag.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables as netlink gives them: quick, and with idle times.
///
/// @param raw rows of the tables that netlink does not give
record NetlinkTables(SocketTable table, Map<Long, Listed> raw) implements ProtocolTables {

  @Override
  public @Nullable Listed row(long inode) {
    return table.byInode(inode).map(NetlinkTables::listed).orElseGet(() -> raw.get(inode));
  }

  @Override
  public @Nullable SocketState state(long inode) {
    SocketState state = table.state(inode);
    Listed other = state == null ? raw.get(inode) : null;
    return other == null ? state : other.state();
  }

  @Override
  public long otherEnd(long inode) {
    return table.otherEndInode(inode);
  }

  @Override
  public @Nullable TcpActivity activity(long inode) {
    return table.activity(inode);
  }

  @Override
  public String path(long inode) {
    return table.path(inode);
  }

  @Override
  public boolean hasNetlink() {
    return blind().stream().noneMatch(blind -> blind.what().startsWith(Table.NETLINK + " "));
  }

  @Override
  public List<Blind> blind() {
    return table.blind();
  }

  private static Listed listed(SocketRow row) {
    return new Listed(
        row.inode(),
        row.family(),
        row.protocol(),
        row.state(),
        row.local(),
        row.remote(),
        row.path(),
        row.receiveQueueBytes(),
        row.sendQueueBytes(),
        row.activity(),
        row.peerInode());
  }
}

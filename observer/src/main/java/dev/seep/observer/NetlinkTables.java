package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.kernel.sockdiag.SocketRow;
import dev.seep.kernel.sockdiag.SocketTable;
import dev.seep.kernel.sockdiag.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables as netlink gives them: quick, and with idle times.
record NetlinkTables(SocketTable table) implements ProtocolTables {

  @Override
  public @Nullable Listed row(long inode) {
    return table.byInode(inode).map(NetlinkTables::listed).orElse(null);
  }

  @Override
  public long otherEnd(Listed row) {
    if (row.peerInode() != 0) {
      return row.peerInode();
    }
    return table.byInode(row.inode()).flatMap(table::otherEnd).map(SocketRow::inode).orElse(0L);
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

package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sockets that the protocol tables of one network namespace list.
interface ProtocolTables {

  /// The socket with this inode; null when no table lists it.
  @Nullable Listed row(long inode);

  /// Its state alone, for those who count; null when no table lists it.
  @Nullable SocketState state(long inode);

  /// Inode of the socket at the other end within this namespace; 0 when there is none.
  long otherEnd(long inode);

  /// `TCP_INFO` of a listed socket; null for none.
  @Nullable TcpActivity activity(long inode);

  /// Name of a listed unix socket; empty for none.
  String path(long inode);

  /// Whether the table of netlink sockets was read: one that it does not list is unlisted then.
  boolean hasNetlink();

  /// Tables that could not be read.
  List<Blind> blind();

  /// For those who need none.
  static ProtocolTables none(List<Blind> blind) {
    return new ProtocolTables() {
      @Override
      public @Nullable Listed row(long inode) {
        return null;
      }

      @Override
      public @Nullable SocketState state(long inode) {
        return null;
      }

      @Override
      public long otherEnd(long inode) {
        return 0;
      }

      @Override
      public @Nullable TcpActivity activity(long inode) {
        return null;
      }

      @Override
      public String path(long inode) {
        return "";
      }

      @Override
      public boolean hasNetlink() {
        return false;
      }

      @Override
      public List<Blind> blind() {
        return blind;
      }
    };
  }
}

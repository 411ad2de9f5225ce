package dev.seep.observer;

import dev.seep.evidence.OpenFlags;
import dev.seep.kernel.bpf.SocketFacts;
import dev.seep.kernel.procfs.FdInfo;
import dev.seep.kernel.procfs.FileStat;
import dev.seep.kernel.procfs.LinkTarget;
import org.jspecify.annotations.Nullable;

/// A descriptor as either source reads it, before it is given its meaning.
///
/// @param unlinked the file has no name left
/// @param offset -1 when not read
/// @param identity tells open files apart, 0 when the source cannot
/// @param socket what the iterator read of a socket; null from `/proc` and for what is none
record OpenFile(
    int number,
    LinkTarget target,
    FileStat stat,
    boolean unlinked,
    OpenFlags flags,
    long offset,
    FdInfo.Detail detail,
    long identity,
    @Nullable SocketFacts socket) {

  boolean isSocket() {
    return target instanceof LinkTarget.Socket;
  }

  long inode() {
    return switch (target) {
      case LinkTarget.Socket s -> s.inode();
      case LinkTarget.Pipe p -> p.inode();
      case LinkTarget.Namespace n -> n.inode();
      case LinkTarget.AnonInode a -> stat.inode();
      case LinkTarget.Memfd m -> stat.inode();
      case LinkTarget.Numbered n -> n.number();
      case LinkTarget.FilePath f -> stat.inode();
      case LinkTarget.Unreadable u -> stat.inode();
    };
  }

  /// An eventfd's id is the only identity that `/proc` offers for an anonymous inode.
  long openFileId() {
    if (identity == 0 && detail instanceof FdInfo.Detail.EventFd event && event.id() >= 0) {
      return event.id() + 1;
    }
    return identity;
  }
}

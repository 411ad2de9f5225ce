package dev.seep.observer;

import dev.seep.kernel.procfs.LinkTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which inodes the other ends of a process's pipes and sockets have.
final class OtherEnds {
  private OtherEnds() {}

  static Set<Long> wanted(List<OpenFile> files, SocketReader.Result sockets) {
    Set<Long> wanted = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).target() instanceof LinkTarget.Pipe pipe) {
        wanted.add(pipe.inode());
      } else if (files.get(i).isSocket() && sockets.peerInode(i) != 0) {
        wanted.add(sockets.peerInode(i));
      }
    }
    return wanted;
  }
}

package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Holder;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.kernel.procfs.LinkTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives open files their meaning, and finds who is at the other end.
final class InventoryBuilder {
  private final SocketReader sockets;
  private final HolderSearch search;
  private final List<Blind> blind;

  /// @param blind what could not be seen is added here
  InventoryBuilder(SocketReader sockets, HolderSearch search, List<Blind> blind) {
    this.sockets = sockets;
    this.search = search;
    this.blind = blind;
  }

  List<Descriptor> describe(
      ProcessIdentity process,
      List<OpenFile> files,
      Detail detail,
      SocketReader.@Nullable Begun tables) {
    SocketReader.Result read = sockets.read(process.pid(), files, detail, tables);
    blind.addAll(read.blind());
    Map<Long, List<HolderSearch.Hold>> holds =
        detail == Detail.SAMPLE ? Map.of() : search.find(OtherEnds.wanted(files, read));
    Map<Long, List<Holder>> named = new HashMap<>();
    List<Descriptor> descriptors = new ArrayList<>(files.size());
    for (int i = 0; i < files.size(); i++) {
      OpenFile file = files.get(i);
      @Nullable Resource resource =
          file.isSocket() ? socket(read, i, holds, named) : Resources.of(file);
      if (resource == null) {
        continue;
      }
      if (resource instanceof Resource.Pipe pipe && pipe.path().isEmpty()) {
        resource = withOtherEnds(pipe, file, holds);
      }
      descriptors.add(
          new Descriptor(
              file.number(),
              resource,
              file.isSocket() ? 0 : file.stat().device(),
              file.inode(),
              file.flags(),
              file.offset(),
              bornAt(file),
              file.openFileId()));
    }
    return descriptors;
  }

  /// Null when the socket was closed while it was looked at.
  private @Nullable Resource socket(
      SocketReader.Result read,
      int index,
      Map<Long, List<HolderSearch.Hold>> holds,
      Map<Long, List<Holder>> named) {
    @Nullable Socket socket = read.socket(index);
    long peer = read.peerInode(index);
    List<HolderSearch.Hold> found = holds.get(peer);
    return socket == null || peer == 0 || found == null
        ? socket
        : socket.withPeers(named.computeIfAbsent(peer, p -> search.holders(found)));
  }

  /// Who holds the opposite end: of a read end those that can write, and the other way round.
  private Resource withOtherEnds(
      Resource.Pipe pipe, OpenFile file, Map<Long, List<HolderSearch.Hold>> holds) {
    List<HolderSearch.Hold> opposite = new ArrayList<>();
    for (HolderSearch.Hold hold : holds.getOrDefault(file.inode(), List.of())) {
      if ((pipe.readEnd() && hold.writes()) || (pipe.writeEnd() && hold.reads())) {
        opposite.add(hold);
      }
    }
    return new Resource.Pipe(
        pipe.path(), pipe.readEnd(), pipe.writeEnd(), search.holders(opposite));
  }

  /// Only a pipe's inode is made together with its descriptors.
  private static long bornAt(OpenFile file) {
    return file.target() instanceof LinkTarget.Pipe ? file.stat().changedAtEpochSeconds() : 0;
  }
}

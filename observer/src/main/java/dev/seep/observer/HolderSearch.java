package dev.seep.observer;

import dev.seep.evidence.Holder;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Reading;
import dev.seep.kernel.bpf.CensusRecord;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.procfs.DescriptorTable;
import dev.seep.kernel.procfs.LinkTarget;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.ProcStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds who holds the sockets and pipes with given inodes, over all processes that may be seen.
final class HolderSearch {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  /// One process's hold on an inode; the ends matter for pipes only.
  record Hold(int pid, boolean reads, boolean writes) {}

  private final ProcFs procfs;
  private final @Nullable DescriptorIterator iterator;
  private final Map<Integer, Holder> known = new HashMap<>();

  HolderSearch(ProcFs procfs, @Nullable DescriptorIterator iterator) {
    this.procfs = procfs;
    this.iterator = iterator;
  }

  /// Holds by inode; an inode that nobody was seen to hold is absent. Each process counts once for
  /// each inode and direction, however many descriptors it has on it.
  Map<Long, List<Hold>> find(Set<Long> inodes) {
    Map<Long, List<Hold>> holds = new HashMap<>();
    if (inodes.isEmpty()) {
      return holds;
    }
    if (iterator == null) {
      for (int pid : procfs.pids()) {
        walk(pid, inodes, holds);
      }
      return holds;
    }
    iterator.census(record -> take(record, inodes, holds));
    return holds;
  }

  /// The processes behind holds, by name, each once.
  List<Holder> holders(List<Hold> holds) {
    if (holds.size() == 1) {
      return List.of(holder(holds.getFirst().pid()));
    }
    Set<Integer> pids = new HashSet<>();
    List<Holder> holders = new ArrayList<>(holds.size());
    for (Hold hold : holds) {
      if (pids.add(hold.pid())) {
        holders.add(holder(hold.pid()));
      }
    }
    return holders;
  }

  /// One process holds most of what another is connected to: its name is read once.
  private Holder holder(int pid) {
    return known.computeIfAbsent(
        pid, p -> new Holder(p, procfs.stat(p).map(ProcStat::comm).orElse("")));
  }

  private static void take(CensusRecord record, Set<Long> inodes, Map<Long, List<Hold>> holds) {
    boolean pipe = (record.mode() & TYPE) == FIFO;
    if ((record.isSocket() || pipe) && inodes.contains(record.inode())) {
      add(holds, record.inode(), new Hold(record.pid(), record.isReadable(), record.isWritable()));
    }
  }

  /// A process that may not be looked into holds what it holds unseen: the summary says who could
  /// not be read.
  private void walk(int pid, Set<Long> inodes, Map<Long, List<Hold>> holds) {
    if (!(procfs.descriptors(pid) instanceof Reading.Seen<DescriptorTable> seen)) {
      return;
    }
    try (DescriptorTable table = seen.value()) {
      while (table.next()) {
        long socket = table.socketInode();
        if (socket >= 0) {
          if (inodes.contains(socket)) {
            add(holds, socket, new Hold(pid, true, true));
          }
        } else if (table.target() instanceof LinkTarget.Pipe pipe
            && inodes.contains(pipe.inode())) {
          OpenFlags flags = new OpenFlags(table.fdInfo().flags());
          add(holds, pipe.inode(), new Hold(pid, flags.readable(), flags.writable()));
        }
      }
    }
  }

  private static void add(Map<Long, List<Hold>> holds, long inode, Hold hold) {
    List<Hold> known = holds.computeIfAbsent(inode, i -> new ArrayList<>(2));
    if (!known.contains(hold)) {
      known.add(hold);
    }
  }
}

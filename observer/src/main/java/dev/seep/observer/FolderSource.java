package dev.seep.observer;

import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.DescriptorTable;
import dev.seep.kernel.procfs.FdInfo;
import dev.seep.kernel.procfs.FileStat;
import dev.seep.kernel.procfs.LinkTarget;
import dev.seep.kernel.procfs.ProcFs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the open files of one process from `/proc/PID/fd` and `fdinfo`.
final class FolderSource {
  /// After as many looks in vain a number is left out: it is closed as soon as it is opened.
  private static final int LOOKS = 4;

  /// No inode has this number.
  private static final long NONE = -1;

  private final ProcFs procfs;

  FolderSource(ProcFs procfs) {
    this.procfs = procfs;
  }

  Reading<OpenFiles> read(ProcessIdentity process, Detail detail) {
    return switch (procfs.descriptors(process.pid())) {
      case Reading.Unseen<DescriptorTable> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<DescriptorTable> seen -> {
        try (DescriptorTable table = seen.value()) {
          yield walk(table, process, detail);
        }
      }
    };
  }

  private Reading<OpenFiles> walk(DescriptorTable table, ProcessIdentity process, Detail detail) {
    List<OpenFile> files = new ArrayList<>();
    while (table.next()) {
      OpenFile file = steady(table, detail);
      if (file != null) {
        files.add(file);
      }
    }
    // The folder stays bound to the process it was opened for: this tells whether it was ours,
    // unless there is no descriptor left to ask with.
    long start = table.startTicks();
    boolean ours =
        start == process.startTicks() || (start < 0 && !Vanished.hasEnded(procfs, process));
    return ours
        ? Reading.seen(new OpenFiles(files, table.blind()))
        : Vanished.unseen(process, start >= 0);
  }

  /// Link, stat and fdinfo are three calls by number, and the number may mean another file at each:
  /// they count when the link is the same before and after. A stat that fails may have met the
  /// number closed; one that fails to the last is the file system's refusal. A socket's link holds
  /// its inode, and so does its fdinfo: where they agree, no further call is needed.
  private static @Nullable OpenFile steady(DescriptorTable table, Detail detail) {
    long doubted = NONE;
    for (int look = 0; look < LOOKS; look++) {
      LinkTarget target = table.target();
      boolean asks = detail == Detail.EVERYTHING || tellsMore(target, detail);
      FdInfo info = asks ? table.fdInfo() : FdInfo.UNKNOWN;
      boolean agrees =
          target instanceof LinkTarget.Socket socket && (!asks || info.inode() == socket.inode());
      OpenFile file = read(table, target, info);
      if (agrees || (table.isStill() && (hasStat(file) || look == LOOKS - 1))) {
        if (!isOdd(file) || file.stat().inode() == doubted) {
          return file;
        }
        doubted = file.stat().inode();
      }
      if (!table.again()) {
        return null;
      }
    }
    return null;
  }

  /// A path whose inode is a socket or a pipe: a FIFO, or a socket's file opened with O_PATH; or
  /// else the number was another file at the very moment of the stat, and the same again at the
  /// next link. What is seen twice is believed.
  private static boolean isOdd(OpenFile file) {
    return file.target() instanceof LinkTarget.FilePath
        && (file.stat().isSocket() || file.stat().isFifo());
  }

  private static OpenFile read(DescriptorTable table, LinkTarget target, FdInfo info) {
    FileStat stat = needsStat(target) ? table.stat() : FileStat.UNKNOWN;
    return new OpenFile(
        table.number(),
        target,
        stat,
        stat.unlinked(),
        new OpenFlags(info.flags()),
        info.position(),
        info.detail(),
        0,
        null);
  }

  /// Kinds whose `fdinfo` says what they are about: which end of a pipe, whose eventfd.
  static boolean tellsMore(LinkTarget target, Detail detail) {
    return switch (target) {
      case LinkTarget.Pipe p -> true;
      case LinkTarget.AnonInode a -> detail != Detail.SAMPLE || a.name().equals("eventfd");
      case LinkTarget.Socket s -> false;
      case LinkTarget.Namespace n -> false;
      case LinkTarget.Memfd m -> false;
      case LinkTarget.Numbered n -> false;
      case LinkTarget.FilePath f -> false;
      case LinkTarget.Unreadable u -> false;
    };
  }

  private static boolean hasStat(OpenFile file) {
    return !file.stat().equals(FileStat.UNKNOWN) || !needsStat(file.target());
  }

  private static boolean needsStat(LinkTarget target) {
    return !(target instanceof LinkTarget.Socket);
  }
}

package dev.seep.observer;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.bpf.DescriptorRecord;
import dev.seep.kernel.procfs.FdInfo;
import dev.seep.kernel.procfs.FileStat;
import dev.seep.kernel.procfs.LinkTarget;
import dev.seep.kernel.procfs.ProcFs;
import java.util.ArrayList;
import java.util.List;

/// Reads the open files of one process through the BPF iterator; what only `fdinfo` tells is read
/// from there, for the few kinds that have it.
final class IteratorSource {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final String DELETED = " (deleted)";

  private final DescriptorIterator iterator;
  private final ProcFs procfs;

  IteratorSource(DescriptorIterator iterator, ProcFs procfs) {
    this.iterator = iterator;
    this.procfs = procfs;
  }

  Reading<OpenFiles> read(ProcessIdentity process, Detail detail) {
    return switch (iterator.inventory(process.pid())) {
      case Reading.Unseen<List<DescriptorRecord>> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<List<DescriptorRecord>> seen -> {
        List<OpenFile> files = new ArrayList<>(seen.value().size());
        for (DescriptorRecord record : seen.value()) {
          files.add(read(record, detail));
        }
        yield Reading.seen(new OpenFiles(files, List.of()));
      }
    };
  }

  private OpenFile read(DescriptorRecord record, Detail detail) {
    LinkTarget target = target(record);
    boolean asks = target instanceof LinkTarget.AnonInode && detail != Detail.SAMPLE;
    FdInfo.Detail more =
        asks ? procfs.fdInfo(record.pid(), record.number()).detail() : new FdInfo.Detail.None();
    return new OpenFile(
        record.number(),
        target,
        stat(record),
        record.links() == 0,
        record.flags(),
        record.offset(),
        more,
        record.openFile(),
        record.socket());
  }

  private static LinkTarget target(DescriptorRecord record) {
    if (record.socket() != null) {
      return new LinkTarget.Socket(record.inode());
    }
    if (record.path().isEmpty() && (record.mode() & TYPE) == FIFO) {
      return new LinkTarget.Pipe(record.inode());
    }
    return LinkTarget.parse(record.unlinked() ? record.path() + DELETED : record.path());
  }

  private static FileStat stat(DescriptorRecord record) {
    return new FileStat(
        record.device(),
        record.inode(),
        record.links(),
        record.mode(),
        -1,
        record.sizeBytes(),
        record.changedAtEpochSeconds(),
        record.specialDevice());
  }
}

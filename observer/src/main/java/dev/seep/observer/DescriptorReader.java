package dev.seep.observer;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.procfs.ProcFs;
import org.jspecify.annotations.Nullable;

/// Reads the open files of one process through the better source, and holds its count against the
/// kernel's own: the iterator misses processes that share another's table or that a security module
/// shields, and then `/proc` is read instead.
final class DescriptorReader {
  /// How far the two counts may lie apart because the process went on opening and closing.
  private static final double TOLERATED_SHARE = 0.1;

  private static final int TOLERATED = 8;

  /// @param open the kernel's count
  record Result(OpenFiles files, Source source, int open) {}

  private final ProcFs procfs;
  private final @Nullable DescriptorIterator iterator;

  DescriptorReader(ProcFs procfs, @Nullable DescriptorIterator iterator) {
    this.procfs = procfs;
    this.iterator = iterator;
  }

  Reading<Result> read(ProcessIdentity process, Detail detail) {
    if (iterator != null
        && new IteratorSource(iterator, procfs).read(process, detail)
            instanceof Reading.Seen<OpenFiles> seen) {
      OpenFiles files = seen.value();
      int counted = procfs.openCount(process.pid());
      if (!procfs.isAlive(process)) {
        return Vanished.unseen(process, procfs.process(process.pid()) instanceof Reading.Seen);
      }
      if (counted < 0 || agree(counted, files.files().size())) {
        int open = counted < 0 ? files.files().size() : counted;
        return Reading.seen(new Result(files, Source.EBPF, open));
      }
    }
    return new FolderSource(procfs)
        .read(process, detail)
        .map(files -> new Result(files, Source.PROCFS, open(process, files)));
  }

  private int open(ProcessIdentity process, OpenFiles files) {
    int counted = procfs.openCount(process.pid());
    return counted < 0 ? files.files().size() : counted;
  }

  static boolean agree(int counted, int seen) {
    return Math.abs(counted - seen) <= Math.max(TOLERATED, counted * TOLERATED_SHARE);
  }
}

package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.procfs.ProcFs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the open files of one process through the better source, and holds its count against the
/// kernel's own: the iterator misses processes that share another's table or that a security module
/// shields, and then `/proc` is read instead.
final class DescriptorReader {
  /// How far the two counts may lie apart because the process went on opening and closing.
  private static final double TOLERATED_SHARE = 0.1;

  private static final int TOLERATED = 8;

  /// @param open the kernel's count
  /// @param owner whose folder answers for the process, see [LivingThread]
  record Result(OpenFiles files, Source source, int open, ProcessIdentity owner) {}

  private final ProcFs procfs;
  private final @Nullable DescriptorIterator iterator;

  DescriptorReader(ProcFs procfs, @Nullable DescriptorIterator iterator) {
    this.procfs = procfs;
    this.iterator = iterator;
  }

  Reading<Result> read(ProcessIdentity process, Detail detail) {
    ProcessIdentity owner = LivingThread.of(procfs, process);
    if (iterator == null) {
      return fromFolder(owner, detail, List.of());
    }
    return switch (new IteratorSource(iterator, procfs).read(process, detail)) {
      case Reading.Unseen<OpenFiles> unseen ->
          fromFolder(
              owner,
              detail,
              Starvation.isMeantBy(unseen.blind()) ? List.of(unseen.blind()) : List.of());
      case Reading.Seen<OpenFiles> seen -> {
        OpenFiles files = seen.value();
        int counted = procfs.openCount(owner.pid());
        if (Vanished.hasEnded(procfs, process)) {
          yield Vanished.unseen(process, procfs.process(process.pid()) instanceof Reading.Seen);
        }
        yield isWhole(counted, files.files().size())
            ? Reading.seen(
                new Result(files, Source.EBPF, open(counted, files.files().size()), owner))
            : fromFolder(owner, detail, List.of());
      }
    };
  }

  private Reading<Result> fromFolder(ProcessIdentity owner, Detail detail, List<Blind> why) {
    return new FolderSource(procfs)
        .read(owner, detail)
        .map(files -> {
          int open = open(procfs.openCount(owner.pid()), files.files().size());
          List<Blind> blind = new ArrayList<>(why);
          blind.addAll(files.blind());
          return new Result(new OpenFiles(files.files(), blind), Source.PROCFS, open, owner);
        });
  }

  /// The count to show: what was seen, where the kernel tells none.
  static int open(int counted, int seen) {
    return counted <= 0 ? seen : counted;
  }

  /// Whether what the iterator saw can be all there is. It misses whole tables, never some rows.
  static boolean isWhole(int counted, int seen) {
    return counted <= 0 || agree(counted, seen);
  }

  static boolean agree(int counted, int seen) {
    return (counted == 0) == (seen == 0)
        && Math.abs(counted - seen) <= Math.max(TOLERATED, counted * TOLERATED_SHARE);
  }
}

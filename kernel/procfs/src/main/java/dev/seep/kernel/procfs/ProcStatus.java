package dev.seep.kernel.procfs;

import java.util.ArrayList;
import java.util.List;

/// `/proc/PID/status` (proc_pid_status(5)), the lines that Seep uses. Kernel threads and zombies
/// have no memory lines; what is missing is -1.
///
/// @param namespacePids the pid in each pid namespace, from the one of this `/proc` inwards; empty
///   before Linux 4.1
/// @param effectiveCapabilities bit mask of capabilities(7)
/// @param descriptorSlots size of the descriptor table: it grows with the highest number ever used
///   and never shrinks
public record ProcStatus(
    int uid,
    int realUid,
    int gid,
    int threads,
    long residentBytes,
    long anonymousBytes,
    long virtualBytes,
    long swapBytes,
    long effectiveCapabilities,
    List<Integer> namespacePids,
    int descriptorSlots) {
  public ProcStatus {
    namespacePids = List.copyOf(namespacePids);
  }

  public static ProcStatus parse(byte[] text) {
    return parse(text, text.length);
  }

  static ProcStatus parse(byte[] text, int length) {
    Parser parser = new Parser();
    ByteLines lines = new ByteLines(text, length);
    while (lines.next()) {
      parser.take(lines);
    }
    return parser.status();
  }

  /// The name in the first line is escaped by the kernel and cannot forge a line.
  private static final class Parser {
    private static final byte[] UID = NativePath.ascii("Uid:");
    private static final byte[] GID = NativePath.ascii("Gid:");
    private static final byte[] THREADS = NativePath.ascii("Threads:");
    private static final byte[] RESIDENT = NativePath.ascii("VmRSS:");
    private static final byte[] ANONYMOUS = NativePath.ascii("RssAnon:");
    private static final byte[] VIRTUAL = NativePath.ascii("VmSize:");
    private static final byte[] SWAP = NativePath.ascii("VmSwap:");
    private static final byte[] EFFECTIVE = NativePath.ascii("CapEff:");
    private static final byte[] NAMESPACE_PIDS = NativePath.ascii("NSpid:");
    private static final byte[] SLOTS = NativePath.ascii("FDSize:");

    private int realUid = -1;
    private int uid = -1;
    private int gid = -1;
    private int threads = -1;
    private long resident = -1;
    private long anonymous = -1;
    private long virtual = -1;
    private long swap = -1;
    private long effective = -1;
    private int slots = -1;
    private final List<Integer> namespacePids = new ArrayList<>(1);

    void take(ByteLines lines) {
      if (lines.starts(UID)) {
        realUid = id(lines.number());
        uid = id(lines.number());
      } else if (lines.starts(GID)) {
        lines.number();
        gid = id(lines.number());
      } else if (lines.starts(THREADS)) {
        threads = (int) lines.number();
      } else if (lines.starts(EFFECTIVE)) {
        effective = lines.hex();
      } else if (lines.starts(SLOTS)) {
        slots = (int) lines.number();
      } else if (lines.starts(NAMESPACE_PIDS)) {
        for (long pid = lines.number(); pid >= 0; pid = lines.number()) {
          namespacePids.add((int) pid);
        }
      } else {
        memory(lines);
      }
    }

    private void memory(ByteLines lines) {
      if (lines.starts(RESIDENT)) {
        resident = kibibytes(lines.number());
      } else if (lines.starts(ANONYMOUS)) {
        anonymous = kibibytes(lines.number());
      } else if (lines.starts(VIRTUAL)) {
        virtual = kibibytes(lines.number());
      } else if (lines.starts(SWAP)) {
        swap = kibibytes(lines.number());
      }
    }

    /// An unmapped user reads as 4294967295.
    private static int id(long number) {
      return (int) number;
    }

    private static long kibibytes(long number) {
      return number < 0 ? -1 : number * 1024;
    }

    ProcStatus status() {
      return new ProcStatus(
          uid,
          realUid,
          gid,
          threads,
          resident,
          anonymous,
          virtual,
          swap,
          effective,
          namespacePids,
          slots);
    }
  }
}

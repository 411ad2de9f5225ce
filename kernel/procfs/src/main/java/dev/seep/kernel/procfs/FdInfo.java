package dev.seep.kernel.procfs;

import java.util.ArrayList;
import java.util.List;

/// `/proc/PID/fdinfo/N` (proc_pid_fdinfo(5), and "3.8 /proc/<pid>/fdinfo/<fd>" of the kernel's
/// `Documentation/filesystems/proc.rst`).
///
/// @param position file offset in bytes, -1 when not there
/// @param flags of the open file, with close-on-exec of the descriptor; -1 when not there
/// @param mountId -1 when not there
/// @param inode -1 on kernels before 5.14
public record FdInfo(long position, int flags, long mountId, long inode, Detail detail) {

  /// Not read: the descriptor was closed meanwhile.
  public static final FdInfo UNKNOWN = new FdInfo(-1, -1, -1, -1, new Detail.None());

  /// What only one kind of file tells. A number that is not there is -1.
  public sealed interface Detail {
    record None() implements Detail {}

    record EventFd(long count, long id) implements Detail {}

    /// @param targets descriptor numbers as they were registered; a closed one may still stand here
    record EventPoll(List<Integer> targets) implements Detail {
      public EventPoll {
        targets = List.copyOf(targets);
      }
    }

    record Timer(int clock, long remainingNanos, long intervalNanos) implements Detail {}

    record Signals(long mask) implements Detail {}

    record Watches(int count, boolean fanotify) implements Detail {}

    /// @param pid as the reader's pid namespace numbers it; -1 once reaped, 0 when not visible
    ///   there
    record PidFd(int pid) implements Detail {}

    /// @param submissionEntries, completionEntries sizes of the rings
    record IoUring(int submissionEntries, int completionEntries) implements Detail {}

    record BpfMap(int type, long id) implements Detail {}

    record BpfProgram(int type, long id) implements Detail {}

    /// @param type `tracing`, `iter`, …: the kernel's word
    record BpfLink(String type, long id, long programId) implements Detail {}

    /// @param passed descriptors that wait in the receive queue (`SCM_RIGHTS`), not yet taken
    record UnixSocket(int passed) implements Detail {}
  }

  public static FdInfo parse(byte[] text) {
    return parse(text, text.length);
  }

  static FdInfo parse(byte[] text, int length) {
    return new Parser().parse(new ByteLines(text, length));
  }

  /// One pass over the lines; each known key is taken where it stands, in any order.
  private static final class Parser {
    private static final byte[] POS = NativePath.ascii("pos:");
    private static final byte[] FLAGS = NativePath.ascii("flags:");
    private static final byte[] MOUNT = NativePath.ascii("mnt_id:");
    private static final byte[] INODE = NativePath.ascii("ino:");
    private static final byte[] TARGET = NativePath.ascii("tfd:");
    private static final byte[] EVENT_COUNT = NativePath.ascii("eventfd-count:");
    private static final byte[] EVENT_ID = NativePath.ascii("eventfd-id:");
    private static final byte[] CLOCK = NativePath.ascii("clockid:");
    private static final byte[] REMAINING = NativePath.ascii("it_value:");
    private static final byte[] INTERVAL = NativePath.ascii("it_interval:");
    private static final byte[] SIGNALS = NativePath.ascii("sigmask:");
    private static final byte[] INOTIFY = NativePath.ascii("inotify ");
    private static final byte[] FANOTIFY = NativePath.ascii("fanotify ");
    private static final byte[] FANOTIFY_GROUP = NativePath.ascii("fanotify flags:");
    private static final byte[] PID = NativePath.ascii("Pid:");
    private static final byte[] SQ_MASK = NativePath.ascii("SqMask:");
    private static final byte[] CQ_MASK = NativePath.ascii("CqMask:");
    private static final byte[] MAP_TYPE = NativePath.ascii("map_type:");
    private static final byte[] MAP_ID = NativePath.ascii("map_id:");
    private static final byte[] PROGRAM_TYPE = NativePath.ascii("prog_type:");
    private static final byte[] PROGRAM_ID = NativePath.ascii("prog_id:");
    private static final byte[] LINK_TYPE = NativePath.ascii("link_type:");
    private static final byte[] LINK_ID = NativePath.ascii("link_id:");
    private static final byte[] PASSED = NativePath.ascii("scm_fds:");

    private long position = -1;
    private long flags = -1;
    private long mountId = -1;
    private long inode = -1;
    private Detail detail = new Detail.None();
    private final List<Integer> targets = new ArrayList<>(0);
    private long remainingNanos = -1;
    private long intervalNanos = -1;
    private long clock = -1;
    private long eventCount = -1;
    private int submissions = -1;
    private int mapType = -1;
    private int programType = -1;
    private long programId = -1;
    private String linkType = "";
    private long linkId = -1;

    FdInfo parse(ByteLines lines) {
      while (lines.next()) {
        if (!common(lines) && !anonymous(lines) && !bpf(lines)) {
          watches(lines);
        }
      }
      return new FdInfo(position, (int) flags, mountId, inode, completed());
    }

    private boolean common(ByteLines lines) {
      if (lines.starts(POS)) {
        position = lines.number();
      } else if (lines.starts(FLAGS)) {
        flags = lines.octal();
      } else if (lines.starts(MOUNT)) {
        mountId = lines.number();
      } else if (lines.starts(INODE)) {
        inode = lines.number();
      } else {
        return false;
      }
      return true;
    }

    private boolean anonymous(ByteLines lines) {
      if (lines.starts(TARGET)) {
        targets.add((int) lines.number());
      } else if (lines.starts(EVENT_COUNT)) {
        eventCount = lines.hex();
        detail = new Detail.EventFd(eventCount, -1);
      } else if (lines.starts(EVENT_ID)) {
        detail = new Detail.EventFd(eventCount, lines.number());
      } else if (lines.starts(CLOCK)) {
        clock = lines.number();
      } else if (lines.starts(REMAINING)) {
        remainingNanos = seconds(lines);
      } else if (lines.starts(INTERVAL)) {
        intervalNanos = seconds(lines);
      } else if (lines.starts(SIGNALS)) {
        detail = new Detail.Signals(lines.hex());
      } else if (lines.starts(PID)) {
        detail = new Detail.PidFd((int) lines.signed(0));
      } else if (lines.starts(SQ_MASK)) {
        submissions = (int) lines.hex() + 1;
        detail = new Detail.IoUring(submissions, -1);
      } else if (lines.starts(CQ_MASK)) {
        detail = new Detail.IoUring(submissions, (int) lines.hex() + 1);
      } else if (lines.starts(PASSED)) {
        detail = new Detail.UnixSocket((int) lines.number());
      } else {
        return false;
      }
      return true;
    }

    private boolean bpf(ByteLines lines) {
      if (lines.starts(MAP_TYPE)) {
        mapType = (int) lines.number();
      } else if (lines.starts(MAP_ID)) {
        detail = new Detail.BpfMap(mapType, lines.number());
      } else if (lines.starts(PROGRAM_TYPE)) {
        programType = (int) lines.number();
      } else if (lines.starts(PROGRAM_ID)) {
        programId = lines.number();
      } else if (lines.starts(LINK_TYPE)) {
        linkType = lines.word();
      } else if (lines.starts(LINK_ID)) {
        linkId = lines.number();
      } else {
        return false;
      }
      return true;
    }

    private void watches(ByteLines lines) {
      int before = detail instanceof Detail.Watches watches ? watches.count() : 0;
      if (lines.starts(INOTIFY)) {
        detail = new Detail.Watches(before + 1, false);
      } else if (lines.starts(FANOTIFY_GROUP)) {
        detail = new Detail.Watches(before, true);
      } else if (lines.starts(FANOTIFY)) {
        detail = new Detail.Watches(before + 1, true);
      }
    }

    private Detail completed() {
      if (!targets.isEmpty()) {
        return new Detail.EventPoll(targets);
      }
      if (clock >= 0) {
        return new Detail.Timer((int) clock, remainingNanos, intervalNanos);
      }
      if (linkId >= 0) {
        return new Detail.BpfLink(linkType, linkId, programId);
      }
      return programId >= 0 ? new Detail.BpfProgram(programType, programId) : detail;
    }

    /// `(4, 999000000)`: seconds and nanoseconds.
    private static long seconds(ByteLines lines) {
      lines.skip(' ');
      lines.accept('(');
      long whole = lines.number();
      lines.accept(',');
      long nanos = lines.number();
      return whole < 0 || nanos < 0 ? -1 : whole * 1_000_000_000L + nanos;
    }
  }
}

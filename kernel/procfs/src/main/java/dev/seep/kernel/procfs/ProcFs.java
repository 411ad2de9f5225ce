package dev.seep.kernel.procfs;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Processes as `/proc` shows them. Safe for several threads: each reads through buffers of its
/// own.
public final class ProcFs {
  /// `PROC_ROOT_INO` of `include/linux/proc_ns.h`.
  private static final long ROOT_INODE = 1;

  /// `asm-generic/resource.h`.
  private static final int RLIMIT_NOFILE = 7;

  private static final byte[] SLASH = NativePath.ascii("/");
  private static final byte[] STAT = NativePath.ascii("stat");
  private static final byte[] CMDLINE = NativePath.ascii("cmdline");
  private static final byte[] THIS_FOLDER = NativePath.ascii(".");
  private static final byte[] FD_INFO = NativePath.ascii("/fdinfo/");
  private static final byte[] FD = NativePath.ascii("/fd");
  private static final byte[] LIMITS = NativePath.ascii("/limits");
  private static final byte[] STATUS = NativePath.ascii("/status");
  private static final byte[] TASK = NativePath.ascii("/task");
  private static final byte[] ROOT = NativePath.ascii("/root");
  private static final byte[] MAPS = NativePath.ascii("/maps");
  private static final byte[] SMAPS_ROLLUP = NativePath.ascii("/smaps_rollup");

  private final Path root;
  private final byte[] prefix;
  private final boolean countsBySize;
  private final boolean numbersAreOurs;
  private final MachineClock clock;

  public ProcFs() {
    this(Path.of("/proc"));
  }

  /// @param root a `/proc`, or a folder that looks like one
  public ProcFs(Path root) {
    this.root = root.toAbsolutePath();
    this.prefix = KernelText.encode(this.root + "/");
    boolean kernelsOwn = isKernelsOwn();
    this.countsBySize = kernelsOwn && countsOwnDescriptors();
    this.numbersAreOurs = kernelsOwn && namesThisNamespace();
    this.clock = MachineClock.read(this.root);
  }

  public Path root() {
    return root;
  }

  /// Whether the size of `/proc/PID/fd` is its number of entries: only on a real `/proc`, as a
  /// folder on a disk has a size that counts nothing, and since Linux 6.2.
  public boolean countsBySize() {
    return countsBySize;
  }

  private boolean isKernelsOwn() {
    Scratch scratch = Scratch.ofThisThread();
    return scratch.stat(Syscalls.AT_FDCWD, scratch.path.start(prefix).end()) == 0
        && FileStat.inode(scratch.stat) == ROOT_INODE
        && FileStat.size(scratch.stat) == 0;
  }

  /// Tried on this process, which always holds some descriptors.
  private boolean countsOwnDescriptors() {
    Scratch scratch = Scratch.ofThisThread();
    return scratch.stat(Syscalls.AT_FDCWD, path(scratch, "self/fd")) == 0
        && FileStat.size(scratch.stat) > 0;
  }

  /// The `/proc` of an outer pid namespace numbers processes otherwise than system calls made here.
  private boolean namesThisNamespace() {
    Scratch scratch = Scratch.ofThisThread();
    int length = scratch.readSingle(Syscalls.AT_FDCWD, path(scratch, "self/status"));
    return length > 0 && ProcStatus.parse(scratch.bytes, length).namespacePids().size() == 1;
  }

  /// Numbers of all processes that may be seen, ascending; empty when the root cannot be read.
  public int[] pids() {
    Scratch scratch = Scratch.ofThisThread();
    return NumberedEntries.read(scratch, scratch.path.start(prefix).end()).sorted();
  }

  /// Who a process is: `/proc/PID/stat`, `cmdline`, and the owner of the folder, which is the
  /// effective user (`task_dump_owner` of `fs/proc/base.c` keeps that promise for this folder).
  ///
  /// All is read from one opened folder, which stays bound to the process: no row can mix two.
  public Reading<ProcessFacts> process(int pid) {
    return glance(pid).map(Glance::facts);
  }

  /// The same with what `stat` says of memory, at no further cost.
  public Reading<Glance> glance(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    int folder =
        Syscalls.openat(
            Syscalls.AT_FDCWD, processPath(scratch, pid), Syscalls.O_PATH | Syscalls.O_CLOEXEC);
    if (folder < 0) {
      return Failure.isGone(folder) ? Failure.gone(pid) : Failure.unseen(root + "/" + pid, folder);
    }
    try {
      return glance(scratch, pid, folder);
    } finally {
      Syscalls.close(folder);
    }
  }

  private Reading<Glance> glance(Scratch scratch, int pid, int folder) {
    int length = scratch.readSingle(folder, scratch.path.start(STAT).end());
    if (length < 0) {
      return Failure.isGone(length)
          ? Failure.gone(pid)
          : Failure.unseen(root + "/" + pid + "/stat", length);
    }
    Optional<ProcStat> parsed = ProcStat.parse(scratch.bytes, length);
    if (parsed.isEmpty()) {
      return Failure.malformed(root + "/" + pid + "/stat");
    }
    ProcStat stat = parsed.get();
    int owner = scratch.stat(folder, scratch.path.start(THIS_FOLDER).end());
    int uid = owner < 0 ? -1 : FileStat.uid(scratch.stat);
    int commandLength = scratch.readStart(folder, scratch.path.start(CMDLINE).end());
    List<String> command =
        commandLength < 0 ? List.of() : Cmdline.parse(scratch.bytes, commandLength);
    ProcessFacts facts =
        new ProcessFacts(
            new ProcessIdentity(pid, stat.startTicks()),
            stat.parentPid(),
            stat.comm(),
            command,
            uid,
            startedAt(stat.startTicks()),
            stat.state(),
            stat.threads());
    return Reading.seen(
        new Glance(
            facts, stat.residentPages() * clock.pageBytes(), Math.max(-1, stat.virtualBytes())));
  }

  /// `/proc/PID/stat` alone: enough to see whether a number still means the same process.
  public Reading<ProcStat> stat(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    MemorySegment path = scratch.path.start(prefix).add(pid).add(SLASH).add(STAT).end();
    int length = scratch.readSingle(Syscalls.AT_FDCWD, path);
    if (length < 0) {
      return unread(pid, "/stat", length);
    }
    return ProcStat.parse(scratch.bytes, length)
        .map(Reading::seen)
        .orElseGet(() -> Failure.malformed(root + "/" + pid + "/stat"));
  }

  /// Whether this process is still there.
  public boolean isAlive(ProcessIdentity process) {
    return stat(process.pid()).map(s -> s.startTicks() == process.startTicks()).orElse(false);
  }

  /// Wall-clock time of a start in clock ticks since boot.
  public Instant startedAt(long startTicks) {
    return clock.at(startTicks);
  }

  /// Number of open descriptors, or a negated error number ([Errno]): the size of `/proc/PID/fd`,
  /// which Linux 6.2 and later tell every user who can see the process (proc_pid_fd(5)), else by
  /// listing the folder, which only the owner may.
  public int openCount(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    if (!countsBySize) {
      return NumberedEntries.count(scratch, path(scratch, pid, FD));
    }
    int result = scratch.stat(Syscalls.AT_FDCWD, path(scratch, pid, FD));
    return result < 0 ? result : (int) FileStat.size(scratch.stat);
  }

  /// [#openCount] with the reason when there is none.
  public Reading<Integer> descriptorCount(int pid) {
    int count = openCount(pid);
    return count >= 0 ? Reading.seen(count) : unread(pid, "/fd", count);
  }

  /// Opens the descriptor table for a walk; close it afterwards.
  public Reading<DescriptorTable> descriptors(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    int folder = scratch.open(Syscalls.AT_FDCWD, path(scratch, pid, FD));
    return folder < 0
        ? unread(pid, "/fd", folder)
        : Reading.seen(new DescriptorTable(pid, folder, root + "/" + pid + "/fd"));
  }

  /// What `fdinfo` tells of one descriptor; [FdInfo#UNKNOWN] when it is closed or not permitted.
  public FdInfo fdInfo(int pid, int descriptor) {
    Scratch scratch = Scratch.ofThisThread();
    MemorySegment path = scratch.path.start(prefix).add(pid).add(FD_INFO).add(descriptor).end();
    int length = scratch.readSingle(Syscalls.AT_FDCWD, path);
    return length < 0 ? FdInfo.UNKNOWN : FdInfo.parse(scratch.bytes, length);
  }

  public Reading<ProcessLimits> limits(int pid) {
    return read(pid, LIMITS, "/limits", ProcessLimits::parse);
  }

  /// RLIMIT_NOFILE alone, which is all that a list of processes asks for: by prlimit(2) where that
  /// is permitted (a tenth of the cost), else from the file, which every user may read.
  public Reading<DescriptorLimits> descriptorLimits(int pid) {
    // To prlimit(2), 0 is the caller.
    if (numbersAreOurs && pid > 0) {
      MemorySegment pair = Scratch.ofThisThread().stat;
      if (Syscalls.getLimit(pid, RLIMIT_NOFILE, pair) == 0) {
        return Reading.seen(new DescriptorLimits(limit(pair, 0), limit(pair, 8)));
      }
    }
    return read(pid, LIMITS, "/limits", ProcessLimits::parseDescriptors);
  }

  private static long limit(MemorySegment pair, long offset) {
    long limit = pair.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    return limit < 0 ? DescriptorLimits.UNLIMITED : limit;
  }

  public Reading<ProcStatus> status(int pid) {
    return read(pid, STATUS, "/status", ProcStatus::parse);
  }

  /// Memory from `status` alone, cheap at any size; PSS and mappings are -1.
  public Reading<MemoryUse> memoryBrief(int pid) {
    return status(pid)
        .map(s ->
            new MemoryUse(
                s.residentBytes(), -1, s.anonymousBytes(), s.virtualBytes(), s.swapBytes(), -1));
  }

  /// Memory with PSS and the number of mappings, -1 where not permitted. The kernel walks the page
  /// tables of the process for it: a millisecond for some 100 MB, while a mapping call of the
  /// target waits. Not for use every few seconds.
  public Reading<MemoryUse> memory(int pid) {
    Reading<SmapsRollup> rollup = read(pid, SMAPS_ROLLUP, "/smaps_rollup", SmapsRollup::parse);
    long proportional = rollup.map(SmapsRollup::proportionalBytes).orElse(-1L);
    long mappings = mappings(pid).orElse(-1L);
    return memoryBrief(pid)
        .map(m ->
            new MemoryUse(
                m.residentBytes(),
                proportional,
                m.anonymousBytes(),
                m.virtualBytes(),
                m.swapBytes(),
                mappings));
  }

  /// Number of mappings: lines of `/proc/PID/maps` (a newline in a file's name is escaped there).
  public Reading<Long> mappings(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    long lines = LineCount.of(scratch, path(scratch, pid, MAPS));
    return lines < 0 ? unread(pid, "/maps", lines) : Reading.seen(lines);
  }

  /// The mappings of a process, added up. The kernel writes a line for each: 0.15 ms for 120 of
  /// them, 110 ms for 60,000 (measured on two busy cores). Not for every look.
  public Reading<MemoryMap> memoryMap(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    int length = scratch.readWhole(Syscalls.AT_FDCWD, path(scratch, pid, MAPS));
    return length < 0
        ? unread(pid, "/maps", length)
        : Reading.seen(MemoryMap.parse(scratch.bytes, length));
  }

  /// What the JVM publishes of its heap, read within the root of the target.
  ///
  /// @param map of this process, which names the file
  public Reading<HeapUse> heap(int pid, MemoryMap map) {
    int slash = map.counters().indexOf('/');
    if (slash < 0) {
      return Reading.unseen("the counters of its heap", "process " + pid + " publishes none", "");
    }
    Scratch scratch = Scratch.ofThisThread();
    byte[] folder = KernelText.encode(map.counters().substring(0, slash));
    byte[] name = KernelText.encode(map.counters().substring(slash + 1));
    MemorySegment start = path(scratch, pid, ROOT);
    int length = CountersFile.read(scratch, start, folder, name, map.countersInode());
    if (length < 0) {
      return unread(pid, "/root/tmp/" + map.counters(), length);
    }
    return HotSpotCounters.parse(scratch.bytes, length)
        .map(Reading::seen)
        .orElseGet(() -> Failure.malformed(root + "/" + pid + "/root/tmp/" + map.counters()));
  }

  /// The threads of a process, in the order of their ids.
  public Reading<List<ThreadFacts>> threads(int pid) {
    Scratch scratch = Scratch.ofThisThread();
    int folder = scratch.open(Syscalls.AT_FDCWD, path(scratch, pid, TASK));
    if (folder < 0) {
      return unread(pid, "/task", folder);
    }
    try {
      int[] tids = NumberedEntries.readOpened(scratch, folder).sorted();
      List<ThreadFacts> threads = new ArrayList<>(tids.length);
      for (int tid : tids) {
        MemorySegment path = scratch.path.start().add(tid).add(SLASH).add(STAT).end();
        int length = scratch.readSingle(folder, path);
        if (length > 0) {
          ProcStat.parse(scratch.bytes, length)
              .ifPresent(
                  s -> threads.add(new ThreadFacts(tid, s.comm(), s.state(), s.startTicks())));
        }
      }
      return threads.isEmpty() ? Failure.gone(pid) : Reading.seen(List.copyOf(threads));
    } finally {
      Syscalls.close(folder);
    }
  }

  /// The bytes of any small file beneath the root: `sys/fs/file-nr`, `812/net/sockstat`.
  Reading<byte[]> file(String relative) {
    Scratch scratch = Scratch.ofThisThread();
    int length =
        scratch.readWhole(
            Syscalls.AT_FDCWD, scratch.path.start(prefix).add(NativePath.ascii(relative)).end());
    return length < 0
        ? Failure.unseen(root + "/" + relative, length)
        : Reading.seen(Arrays.copyOf(scratch.bytes, length));
  }

  /// A path beneath the root in the thread's buffer.
  MemorySegment path(Scratch scratch, String relative) {
    return scratch.path.start(prefix).add(NativePath.ascii(relative)).end();
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(byte[] text, int length);
  }

  private <T> Reading<T> read(int pid, byte[] file, String shown, Parser<T> parser) {
    Scratch scratch = Scratch.ofThisThread();
    int length = scratch.readSingle(Syscalls.AT_FDCWD, path(scratch, pid, file));
    return length < 0
        ? unread(pid, shown, length)
        : Reading.seen(parser.parse(scratch.bytes, length));
  }

  private <T> Reading<T> unread(int pid, String file, long result) {
    return Failure.isGone(result)
        ? Failure.gone(pid)
        : Failure.unseen(root + "/" + pid + file, result);
  }

  private MemorySegment processPath(Scratch scratch, int pid) {
    return scratch.path.start(prefix).add(pid).end();
  }

  private MemorySegment path(Scratch scratch, int pid, byte[] file) {
    return scratch.path.start(prefix).add(pid).add(file).end();
  }
}

package dev.seep.kernel.bpf;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.NativeLibrary;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Watches how the descriptors of processes come, are used and go, in the kernel, without touching
/// the processes.
///
/// **What it keeps.** One entry for each descriptor that is open and was opened or used since it
/// was attached ([#live]); the ends of those whose birth it saw, one by one up to some 20,000 a
/// second ([#drain]), and their number beyond that ([#counts]); the calls that a limit refused, all
/// of them counted ([#refusals]); and a sample of call stacks. Births are recorded where the call
/// returns and closes where it is entered, so that a number which is used again at once is never
/// taken for the one before.
///
/// **What it costs.** Attaching takes some 100 ms. While it is attached every system call on the
/// machine pays 120 to 150 ns, and in a watched process a use of a descriptor 120 more and a birth
/// with its end 500 more; a stack of 16 KB costs a few µs. So attach late and close early. It is
/// gone with this process, whatever ends it. Memory in the kernel: some 20 MB, and 256 bytes for
/// each of at most 524,288 descriptors that are open.
///
/// **What it can miss.** Descriptors that come by other ways than those the kernel calls opening:
/// those that an ioctl(2) makes, or a supervisor plants by seccomp_unotify(2). They are adopted
/// when they are first used, without a birth. So is what was open before. What a thread does that
/// has a descriptor table of its own (`unshare(CLONE_FILES)`) is not seen, as `/proc/PID/fd` does
/// not show it. A process that shared its table with another before the tracer came is taken to be
/// alone. Descriptors that a message brings through io_uring are adopted, too. Of a call that was
/// blocked on a descriptor while another thread closed it, the end may be told as a use of the one
/// that has the number next.
///
/// All times are of CLOCK_MONOTONIC, in ns. On Linux that is what [System#nanoTime] returns: the
/// two can be compared. Numbers of processes and threads are those of this process's pid namespace.
///
/// It needs Linux 5.17, or later as io_uring is concerned; tried on 6.18 and x86-64 alone.
public final class DescriptorTracer implements AutoCloseable {
  private static final String WHAT = "opens and closes through eBPF";
  private static final String LIBRARY = "libbpf.so.1";
  private static final int RING_BYTES = 2 << 20;
  private static final int COUNTS_BYTES = 64;
  static final List<String> TRACING =
      List.of("call_entered", "call_left", "process_forked", "process_execed", "process_exited");
  private static final List<String> RINGS = List.of("ring_submitted", "ring_completed");
  private static final String WATCH = "watch";

  private final LoadedObject object;
  private final CallTable calls;
  private final TraceLayout layout;
  private final TracerSettings settings;
  private final int processors;
  private final List<String> tracing;
  private final List<Integer> links = new ArrayList<>();
  private final List<RingBuffer> rings = new ArrayList<>();
  private boolean closed;

  private DescriptorTracer(
      LoadedObject object, List<String> tracing, TracerOptions options, int processors) {
    this.object = object;
    this.calls = CallTable.ofThisMachine();
    this.layout = new TraceLayout(calls);
    this.settings = new TracerSettings(object.mapFd(".data.settings"), options);
    this.processors = processors;
    this.tracing = tracing;
  }

  /// Begins to watch a process.
  ///
  /// @return unseen when this machine or this user's rights do not allow it, and when there is no
  ///   such process
  public static Reading<DescriptorTracer> attach(int pid, TracerOptions options) {
    Optional<Blind> obstacle = Permission.obstacle();
    if (obstacle.isPresent()) {
      return Reading.unseen(WHAT, obstacle.get().why(), obstacle.get().mend());
    }
    Optional<NativeLibrary> libbpf = NativeLibrary.open(LIBRARY);
    if (libbpf.isEmpty()) {
      return Reading.unseen(WHAT, LIBRARY + " is not installed", "apt-get install libbpf1");
    }
    return load(
        libbpf.get(), options, Stream.concat(TRACING.stream(), RINGS.stream()).toList(), pid);
  }

  /// With these programs, and without those for io_uring when the kernel refuses them.
  static Reading<DescriptorTracer> load(
      NativeLibrary libbpf, TracerOptions options, List<String> tracing, int pid) {
    return switch (LoadedObject.load(libbpf, file(options, tracing))) {
      case Reading.Unseen<LoadedObject>(Blind blind) ->
          tracing.equals(TRACING)
              ? new Reading.Unseen<>(blind)
              : load(libbpf, options, TRACING, pid);
      case Reading.Seen<LoadedObject>(LoadedObject object) -> {
        int processors = libbpf.callInt("libbpf_num_possible_cpus");
        DescriptorTracer tracer = new DescriptorTracer(object, tracing, options, processors);
        Reading<DescriptorTracer> begun = tracer.begin(pid);
        if (begun instanceof Reading.Unseen<DescriptorTracer>) {
          tracer.close();
        }
        yield begun;
      }
    };
  }

  /// Whether what goes through io_uring is seen: an older kernel tells of it in another way, and
  /// then everything is traced but that.
  public boolean seesRings() {
    return tracing.containsAll(RINGS);
  }

  /// Takes what has been recorded since the last time. Call it several times a second, from one
  /// thread: 4 MB hold some 18,000 lives and 240 stacks.
  public synchronized void drain(TraceVisitor visitor) {
    checkOpen();
    RingBuffer lives = rings.get(0);
    RingBuffer stacks = rings.get(1);
    long until = lives.written();
    stacks.take(stacks.written(), record -> visitor.stack(layout.stack(record)));
    lives.take(until, record -> layout.show(record, visitor));
  }

  /// Every descriptor of the watched processes that is open, as far as the tracer knows; no
  /// snapshot. Some 10,000 take a few milliseconds.
  public synchronized List<LiveRecord> live() {
    checkOpen();
    List<LiveRecord> found = new ArrayList<>();
    int result =
        BpfMaps.forEach(
            object.mapFd("live"),
            TraceLayout.KEY_BYTES,
            TraceLayout.ENTRY_BYTES,
            (key, entry) -> found.add(layout.live(key, entry)));
    check(result);
    return found;
  }

  /// The calls that brought nothing because a limit is reached, since the tracer came, by process,
  /// call and error; of processes that have ended, too.
  public synchronized List<RefusalRecord> refusals() {
    checkOpen();
    List<RefusalRecord> found = new ArrayList<>();
    int result =
        BpfMaps.forEach(
            object.mapFd("refusals"),
            TraceLayout.REFUSAL_KEY_BYTES,
            TraceLayout.REFUSAL_BYTES,
            (key, refusal) -> found.add(layout.refusal(key, refusal)));
    check(result);
    return found;
  }

  public synchronized TracerCounts counts() {
    checkOpen();
    long[] sums = new long[COUNTS_BYTES / Long.BYTES];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate((long) processors * COUNTS_BYTES, 8);
      check(BpfMaps.lookup(object.mapFd("counts"), arena.allocate(ValueLayout.JAVA_INT), values));
      for (int i = 0; i < processors * sums.length; i++) {
        sums[i % sums.length] += values.getAtIndex(ValueLayout.JAVA_LONG, i);
      }
    }
    return new TracerCounts(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6]);
  }

  /// How many call stacks a second are taken from now on, of calls that are not suspects; 0 for
  /// none.
  public synchronized void stackBudget(int perSecond) {
    checkOpen();
    check(settings.stackBudget(perSecond));
  }

  /// Takes the stacks of these calls out of a second budget, so that the others do not crowd them
  /// out.
  ///
  /// @param suspected names of system calls as [BirthRecord#call] has them; those that are none are
  ///   ignored
  public synchronized void suspects(Set<String> suspected, int perSecond) {
    checkOpen();
    check(settings.suspects(calls.bits(suspected), perSecond));
  }

  /// Watches one more process; nothing happens when there is no such process.
  public synchronized void add(int pid) {
    checkOpen();
    check(watch(pid));
  }

  /// Watches a process no longer and forgets its descriptors.
  public synchronized void remove(int pid) {
    checkOpen();
    int targets = object.mapFd("targets");
    int sharers = object.mapFd("sharers");
    int live = object.mapFd("live");
    BpfMaps.forEach(
        targets,
        Integer.BYTES,
        TraceLayout.TARGET_BYTES,
        (key, target) -> {
          if (TraceLayout.intAt(target, 12) == pid || TraceLayout.intAt(target, 20) == pid) {
            BpfMaps.delete(targets, key);
            BpfMaps.delete(sharers, target.asSlice(8, Integer.BYTES));
          }
        });
    int refusals = object.mapFd("refusals");
    BpfMaps.forEach(
        refusals,
        TraceLayout.REFUSAL_KEY_BYTES,
        TraceLayout.REFUSAL_BYTES,
        (key, _) -> {
          if (TraceLayout.intAt(key, 0) == pid) {
            BpfMaps.delete(refusals, key);
          }
        });
    BpfMaps.forEach(
        live,
        TraceLayout.KEY_BYTES,
        TraceLayout.ENTRY_BYTES,
        (key, entry) -> {
          if (TraceLayout.intAt(entry, 12) == pid) {
            BpfMaps.delete(live, key);
          }
        });
  }

  /// Detaches, at once. What was not drained is lost.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    links.forEach(Syscalls::close);
    rings.forEach(RingBuffer::close);
    object.close();
  }

  private static ObjectFile file(TracerOptions options, List<String> tracing) {
    Set<String> programs = new LinkedHashSet<>(tracing);
    programs.add(WATCH);
    return new ObjectFile(
        WHAT,
        "tracer.bpf.o",
        programs,
        Map.of(".rodata", Math.toIntExact(options.stackBytes() / 4096)));
  }

  private Reading<DescriptorTracer> begin(int pid) {
    for (String map : List.of("lives", "stacks")) {
      long result = RingBuffer.open(object.mapFd(map), RING_BYTES, rings::add);
      if (result < 0) {
        return failed("a ring buffer could not be mapped", (int) result);
      }
    }
    int result = writeCalls();
    if (result < 0) {
      return failed("the table of calls could not be written", result);
    }
    for (String program : tracing) {
      int link = BpfCalls.attachTracepoint(object.programFd(program));
      if (link < 0) {
        return failed("the program " + program + " could not be attached", link);
      }
      links.add(link);
    }
    int begun = watch(pid);
    if (begun < 0) {
      return failed("the process " + pid + " could not be watched", begun);
    }
    return begun == 0 ? Reading.unseen(WHAT, "there is no process " + pid, "") : Reading.seen(this);
  }

  private int writeCalls() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocateFrom(ValueLayout.JAVA_BYTE, calls.rows());
      return BpfCalls.updateFirst(object.mapFd(".data.calls"), rows);
    }
  }

  /// @return 1 when the process is watched now, 0 when there is none, or a negated error number
  private int watch(int pid) {
    int result = settings.want(pid);
    if (result < 0) {
      return result;
    }
    int link = BpfCalls.linkIteratorOf(object.programFd(WATCH), pid);
    if (link < 0) {
      return Errno.ESRCH.is(link) ? 0 : link;
    }
    int iterator = BpfCalls.createIterator(link);
    if (iterator >= 0) {
      result = new RecordStream().readAll(iterator, (_, length) -> length);
      Syscalls.close(iterator);
    }
    Syscalls.close(link);
    return iterator < 0 ? iterator : result < 0 ? result : isWatched(pid) ? 1 : 0;
  }

  private boolean isWatched(int pid) {
    boolean[] found = {false};
    BpfMaps.forEach(
        object.mapFd("targets"),
        Integer.BYTES,
        TraceLayout.TARGET_BYTES,
        (_, target) -> found[0] |= TraceLayout.intAt(target, 12) == pid);
    return found[0];
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the tracer is closed");
    }
  }

  /// Our own maps can always be read and written: what fails is a mistake of ours.
  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException(
          "a map of the tracer cannot be used: " + Errno.describe(-result));
    }
  }

  private static <T> Reading<T> failed(String what, int result) {
    String mend =
        Errno.EMFILE.is(result) ? "raise this process's limit of open files (ulimit -n)" : "";
    return Reading.unseen(WHAT, what + ": " + Errno.describe(-result), mend);
  }
}

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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Descriptors as the kernel itself walks them (`Documentation/bpf/bpf_iterators.rst`): no string
/// is printed or parsed, and sockets that no protocol table lists are as plain as any other.
///
/// **What it sees.** The processes of this process's pid namespace and of those below it, numbered
/// as here, in every network and mount namespace. Paths are as seen from this process's root. A
/// process whose first thread has called `pthread_exit` is seen through its other threads, while
/// its `/proc/PID/fd` is empty. A thread that has a descriptor table of its own
/// (`unshare(CLONE_FILES)`) is left out, as it is in `/proc/PID/fd`.
///
/// **What it can miss.** The walk is no snapshot: a process opens and closes while it is read, and
/// one that ends midway yields what was read until then, or nothing, without an error. The kernel
/// may also shield a process from the iterator. So check a result against `st_size` of
/// `/proc/PID/fd`, and read that folder when they are far apart.
///
/// **What it costs.** Loading takes some 15 to 30 ms of one processor, once; see [#open]. Then a
/// pass costs under a microsecond a descriptor. The target does not notice, save that a socket that
/// had no cookie is given one, as by any `ss` run.
///
/// The helpers that the programs call are those of Linux 5.16; tried on 6.18 alone.
///
/// Methods take turns: the programs and this class share one buffer.
public final class DescriptorIterator implements AutoCloseable {
  private static final String LIBRARY = "libbpf.so.1";

  /// `sizeof(struct program_state)` of `src/main/bpf/records.h`.
  private static final int STATE_BYTES = 4216;

  private final NativeLibrary libbpf;
  private final List<LoadedObject> objects = new ArrayList<>();
  private final Map<Program, Reading<LoadedObject>> loaded = new EnumMap<>(Program.class);
  private final RecordStream stream = new RecordStream();
  private final MemorySegment state = Arena.ofAuto().allocate(STATE_BYTES, 8);
  private boolean closed;

  private DescriptorIterator(NativeLibrary libbpf) {
    this.libbpf = libbpf;
  }

  /// Opens the iterator, if this machine and this user's rights allow it.
  ///
  /// @param first programs to load now. The others are loaded when they are first needed. Two
  ///   loaded together cost 27 ms where one by one costs 40; none makes this call cheap, and a
  ///   refusal by the kernel is then told by the first reading.
  public static Reading<DescriptorIterator> open(Program... first) {
    Optional<Blind> obstacle = Permission.obstacle();
    if (obstacle.isPresent()) {
      return new Reading.Unseen<>(obstacle.get());
    }
    Optional<NativeLibrary> libbpf = NativeLibrary.open(LIBRARY);
    if (libbpf.isEmpty()) {
      return Reading.unseen(
          Permission.WHAT, LIBRARY + " is not installed", "apt-get install libbpf1");
    }
    DescriptorIterator iterator = new DescriptorIterator(libbpf.get());
    if (first.length > 0) {
      Set<Program> wanted = EnumSet.copyOf(List.of(first));
      if (iterator.load(wanted) instanceof Reading.Unseen<LoadedObject>(Blind blind)) {
        return new Reading.Unseen<>(blind);
      }
    }
    return Reading.seen(iterator);
  }

  /// Shows every descriptor of every process to `visitor`, process by process, in rising order of
  /// descriptor.
  ///
  /// @return how many there were. Unseen when the pass could not be begun or broke off; the visitor
  ///   has then seen a part.
  public synchronized Reading<Integer> census(CensusVisitor visitor) {
    int[] count = {0};
    CensusRecord record = new CensusRecord(stream.buffer());
    Reading<LoadedObject> object = loadedFor(Program.CENSUS);
    return read(
            object,
            Program.CENSUS,
            0,
            (_, length) -> {
              long whole = length - length % CensusRecord.BYTES;
              for (long at = 0; at < whole; at += CensusRecord.BYTES) {
                record.moveTo(at);
                visitor.visit(record);
              }
              count[0] += Math.toIntExact(whole / CensusRecord.BYTES);
              return whole;
            })
        .map(_ -> count[0]);
  }

  /// Everything that one process holds, in rising order of descriptor.
  ///
  /// @return empty when there is no such process, or it is ending, or the kernel shields it
  public synchronized Reading<List<DescriptorRecord>> inventory(int pid) {
    List<DescriptorRecord> found = new ArrayList<>();
    InventoryLayout layout = new InventoryLayout(stream.buffer());
    Reading<LoadedObject> object = loadedFor(Program.INVENTORY);
    if (object instanceof Reading.Seen<LoadedObject>(LoadedObject seen)) {
      int result = want(seen, pid);
      if (result < 0) {
        return failed("the wanted pid could not be set", result);
      }
    }
    return read(
            object, Program.INVENTORY, pid, (_, length) -> decodeWhole(layout, length, found::add))
        .map(_ -> found);
  }

  /// Unloads the programs. No reading is possible afterwards.
  @Override
  public synchronized void close() {
    closed = true;
    objects.forEach(LoadedObject::close);
    objects.clear();
    loaded.clear();
  }

  private static long decodeWhole(
      InventoryLayout layout, long length, Consumer<DescriptorRecord> into) {
    long at = 0;
    while (at + InventoryLayout.HEADER_BYTES <= length && at + layout.length(at) <= length) {
      into.accept(layout.decode(at));
      at += layout.length(at);
    }
    return at;
  }

  private int want(LoadedObject object, int pid) {
    state.set(ValueLayout.JAVA_INT, 0, pid);
    state.set(ValueLayout.JAVA_LONG, 8, Secret.VALUE);
    return BpfCalls.updateFirst(object.mapFd(".bss"), state);
  }

  private Reading<Integer> read(
      Reading<LoadedObject> object, Program program, int pid, RecordStream.Consumer consumer) {
    return switch (object) {
      case Reading.Unseen<LoadedObject>(Blind blind) -> new Reading.Unseen<>(blind);
      case Reading.Seen<LoadedObject>(LoadedObject seen) ->
          readThrough(BpfCalls.linkIteratorOf(seen.programFd(program.symbol()), pid), consumer);
    };
  }

  private Reading<Integer> readThrough(int link, RecordStream.Consumer consumer) {
    if (link < 0) {
      return failed("the BPF iterator could not be linked", link);
    }
    try {
      int iterator = BpfCalls.createIterator(link);
      if (iterator < 0) {
        return failed("the BPF iterator could not be opened", iterator);
      }
      try {
        int result = stream.readAll(iterator, consumer);
        return result < 0 ? failed("the BPF iterator broke off", result) : Reading.seen(result);
      } finally {
        Syscalls.close(iterator);
      }
    } finally {
      Syscalls.close(link);
    }
  }

  private Reading<LoadedObject> loadedFor(Program program) {
    if (closed) {
      throw new IllegalStateException("the descriptor iterator is closed");
    }
    Reading<LoadedObject> known = loaded.get(program);
    return known != null ? known : load(EnumSet.of(program));
  }

  /// Remembers a failure too: what the kernel refused once it refuses again.
  private Reading<LoadedObject> load(Set<Program> programs) {
    Reading<LoadedObject> object = LoadedObject.load(libbpf, Program.file(programs));
    if (object instanceof Reading.Seen<LoadedObject>(LoadedObject seen)) {
      objects.add(seen);
    }
    programs.forEach(program -> loaded.put(program, object));
    return object;
  }

  private static <T> Reading<T> failed(String what, int result) {
    String mend =
        Errno.EMFILE.is(result) ? "raise this process's limit of open files (ulimit -n)" : "";
    return Reading.unseen(Permission.WHAT, what + ": " + Errno.describe(-result), mend);
  }
}

package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.ThreadFacts;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A host whose processes a test moves: what the engine sees of it is what a real one would show.
final class StagedHost implements Eye {
  static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final OpenFlags FLAGS = new OpenFlags(2);

  /// One process.
  final class Staged {
    ProcessFacts facts;
    long soft = 1_024;
    long residentBytes = 50 << 20;
    long anonymousBytes = 30 << 20;
    @Nullable Blind blind;
    private final Map<Integer, Descriptor> open = new TreeMap<>();
    private final PriorityQueue<Integer> freed = new PriorityQueue<>();
    private int highest;

    Staged(ProcessFacts facts) {
      this.facts = facts;
    }

    /// Opens one; its number.
    int open(Resource resource) {
      Integer free = freed.poll();
      int number = free == null ? highest++ : free;
      open.put(number, new Descriptor(number, resource, 8, ++inodes, FLAGS, -1, 0));
      return number;
    }

    void close(int number) {
      if (open.remove(number) != null) {
        freed.add(number);
      }
    }

    /// The descriptor is the same and its state another.
    void becomes(int number, Resource resource) {
      Descriptor was = open.get(number);
      if (was != null) {
        open.put(number, was.withResource(resource));
      }
    }

    int size() {
      return open.size();
    }

    void threads(int count) {
      facts =
          new ProcessFacts(
              facts.identity(),
              facts.parentPid(),
              facts.name(),
              facts.command(),
              facts.uid(),
              facts.startedAt(),
              facts.state(),
              count);
    }
  }

  private final Map<Integer, Staged> processes = new LinkedHashMap<>();
  private long inodes = 1_000;
  private double seconds;
  int inventories;

  /// Time passes.
  Moment after(double more) {
    seconds += more;
    return now();
  }

  Moment now() {
    return new Moment(seconds, BEGIN.plusMillis((long) (1_000 * seconds)));
  }

  /// A process that began so many seconds ago.
  Staged start(int pid, String name, double ago, String... command) {
    Moment now = now();
    List<String> words = command.length == 0 ? List.of("/usr/bin/" + name) : List.of(command);
    Staged staged =
        new Staged(
            new ProcessFacts(
                new ProcessIdentity(pid, (long) (100 * (1e6 + now.seconds() - ago))),
                1,
                name,
                words,
                1_000,
                now.wall().minusMillis((long) (1_000 * ago)),
                'S',
                4));
    processes.put(pid, staged);
    return staged;
  }

  void end(int pid) {
    processes.remove(pid);
  }

  static Resource file(String path) {
    return new Resource.RegularFile(path, false, 100);
  }

  static Resource tcp(SocketState state, String peer, int port) {
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        null,
        false,
        new Endpoint("127.0.0.1", 40_000),
        new Endpoint(peer, port),
        "",
        0,
        0,
        null,
        List.of(),
        1);
  }

  @Override
  public Census census() {
    List<ProcessRow> rows = new ArrayList<>();
    for (Staged one : processes.values()) {
      rows.add(
          new ProcessRow(
              one.facts,
              one.blind == null ? one.size() : -1,
              new DescriptorLimits(one.soft, one.soft),
              Map.of(),
              one.residentBytes,
              "user",
              one.blind));
    }
    return new Census(now().wall(), Source.PROCFS, rows, 5_000, 100_000, List.of());
  }

  @Override
  public List<ProcessFacts> processes() {
    return processes.values().stream().map(one -> one.facts).toList();
  }

  @Override
  public Reading<ProcessFacts> process(int pid) {
    Staged one = processes.get(pid);
    return one == null ? gone(pid) : Reading.seen(one.facts);
  }

  private static <T> Reading<T> gone(int pid) {
    return Reading.unseen("process " + pid, "it has ended", "");
  }

  @Override
  public Reading<Inventory> inventory(ProcessIdentity process, Detail detail) {
    Staged one = processes.get(process.pid());
    if (one == null || !one.facts.identity().equals(process)) {
      return gone(process.pid());
    }
    inventories++;
    return Reading.seen(
        new Inventory(
            one.facts,
            now().wall(),
            Source.PROCFS,
            one.size(),
            new DescriptorLimits(one.soft, one.soft),
            List.copyOf(one.open.values()),
            memoryOf(one),
            List.of()));
  }

  private static MemoryUse memoryOf(Staged one) {
    return new MemoryUse(one.residentBytes, -1, one.anonymousBytes, 1L << 30, 0, -1);
  }

  @Override
  public Reading<MemoryUse> memory(ProcessIdentity process) {
    Staged one = processes.get(process.pid());
    return one == null ? gone(process.pid()) : Reading.seen(memoryOf(one));
  }

  @Override
  public Reading<List<ThreadFacts>> threads(ProcessIdentity process) {
    return gone(process.pid());
  }

  @Override
  public Reading<MappingUse> mappings(ProcessIdentity process) {
    return gone(process.pid());
  }

  @Override
  public Reading<HeapUse> heap(ProcessIdentity process) {
    return gone(process.pid());
  }

  @Override
  public Reading<LimitReport> limits(ProcessIdentity process) {
    return gone(process.pid());
  }

  @Override
  public Cost cost() {
    return new Cost(0, 0);
  }

  @Override
  public DoctorReport doctor() {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public void close() {}
}

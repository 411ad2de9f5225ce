package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.evidence.ThreadFacts;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The eye as it is built here: the BPF iterator when it is permitted, `/proc` and netlink
/// otherwise, and `/proc` again wherever the iterator missed something.
///
/// Not for several threads.
public final class Observer implements Eye {
  private final ProcFs procfs;
  private @Nullable DescriptorIterator iterator;
  private Blind whyNotIterator;
  private final HostRoot host;
  private final SocketReader sockets;
  private final MemoryReader memory;
  private @Nullable CountTaker counter;

  /// @param host where the files stand that say who set a limit
  Observer(
      ProcFs procfs, HostRoot host, @Nullable DescriptorIterator iterator, Blind whyNotIterator) {
    this.procfs = procfs;
    this.host = host;
    this.iterator = iterator;
    this.whyNotIterator = whyNotIterator;
    this.sockets = new SocketReader(procfs);
    this.memory = new MemoryReader(procfs);
  }

  /// Opens the eye.
  ///
  /// @param procRoot where `/proc` is mounted; the iterator sees this machine whatever it is
  /// @return unseen only when the iterator is demanded and not to be had
  public static Reading<Eye> open(Path procRoot, SourceChoice choice) {
    return open(procRoot, choice, DescriptorIterator::open);
  }

  /// Opens the eye with an iterator that is being prepared.
  public static Reading<Eye> open(Path procRoot, SourceChoice choice, Preparation preparation) {
    return open(procRoot, choice, preparation::await);
  }

  private static Reading<Eye> open(
      Path procRoot, SourceChoice choice, Supplier<Reading<DescriptorIterator>> iterator) {
    ProcFs procfs = new ProcFs(procRoot);
    if (choice == SourceChoice.PROCFS) {
      return Reading.seen(
          new Observer(procfs, HostRoot.REAL, null, new Blind("", "asked for /proc only", "")));
    }
    return switch (iterator.get()) {
      case Reading.Seen<DescriptorIterator> seen ->
          Reading.seen(new Observer(procfs, HostRoot.REAL, seen.value(), new Blind("", "", "")));
      case Reading.Unseen<DescriptorIterator> unseen ->
          choice == SourceChoice.EBPF
              ? new Reading.Unseen<>(unseen.blind())
              : Reading.seen(new Observer(procfs, HostRoot.REAL, null, unseen.blind()));
    };
  }

  @Override
  public Census census() {
    Census census = new CensusTaker(procfs, host, iterator, sockets).take();
    if (census.source() == Source.PROCFS && givesUp(census.blind())) {
      census = new CensusTaker(procfs, host, null, sockets).take();
    }
    return iterator == null && Starvation.isMeantBy(whyNotIterator)
        ? withReason(census, whyNotIterator)
        : census;
  }

  @Override
  public Census counts() {
    CountTaker taker = counter;
    if (taker == null) {
      taker = new CountTaker(procfs, host);
      counter = taker;
    }
    return taker.take();
  }

  private static Census withReason(Census census, Blind reason) {
    List<Blind> blind = new ArrayList<>(census.blind());
    blind.add(reason);
    return new Census(
        census.takenAt(),
        census.source(),
        census.rows(),
        census.machineOpen(),
        census.machineLimit(),
        blind);
  }

  /// The iterator holds some six descriptors and wants two more: where these are not to be had,
  /// `/proc` needs the six more than it does.
  private boolean givesUp(List<Blind> blind) {
    DescriptorIterator held = iterator;
    if (held == null || blind.stream().noneMatch(Starvation::isMeantBy)) {
      return false;
    }
    whyNotIterator = blind.stream().filter(Starvation::isMeantBy).findFirst().orElseThrow();
    iterator = null;
    held.close();
    return true;
  }

  @Override
  public List<ProcessFacts> processes() {
    List<ProcessFacts> processes = new ArrayList<>();
    for (int pid : procfs.pids()) {
      if (procfs.process(pid) instanceof Reading.Seen<ProcessFacts> seen) {
        processes.add(seen.value());
      }
    }
    return processes;
  }

  @Override
  public Reading<ProcessFacts> process(int pid) {
    return procfs.process(pid);
  }

  @Override
  public Reading<Inventory> inventory(ProcessIdentity process, Detail detail) {
    return switch (procfs.process(process.pid())) {
      case Reading.Unseen<ProcessFacts> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<ProcessFacts> seen ->
          seen.value().identity().equals(process)
              ? inventory(seen.value(), detail)
              : Vanished.unseen(process, true);
    };
  }

  private Reading<Inventory> inventory(ProcessFacts process, Detail detail) {
    Instant takenAt = Instant.now();
    // A hunt looks often and knows after its first look what to ask for; a single look cannot wait.
    SocketReader.@Nullable Begun tables =
        detail == Detail.SAMPLE ? null : sockets.begin(process.pid(), iterator != null);
    DescriptorReader reader = new DescriptorReader(procfs, iterator);
    Reading<DescriptorReader.Result> result = reader.read(process.identity(), detail);
    if (givesUp(blindOf(result))) {
      result = new DescriptorReader(procfs, null).read(process.identity(), detail);
    }
    return switch (result) {
      case Reading.Unseen<DescriptorReader.Result> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<DescriptorReader.Result> seen -> {
        DescriptorReader.Result read = seen.value();
        List<Blind> blind = new ArrayList<>(read.files().blind());
        if (iterator == null && Starvation.isMeantBy(whyNotIterator)) {
          blind.add(whyNotIterator);
        }
        InventoryBuilder builder =
            new InventoryBuilder(sockets, new HolderSearch(procfs, iterator), blind);
        int pid = process.pid();
        yield Reading.seen(
            new Inventory(
                process,
                takenAt,
                read.source(),
                read.open(),
                note(procfs.descriptorLimits(pid), DescriptorLimits.UNKNOWN, blind),
                builder.describe(read.owner(), read.files().files(), detail, tables),
                memory(read.owner().pid(), detail, blind),
                blind));
      }
    };
  }

  /// What kept the iterator from answering.
  private static List<Blind> blindOf(Reading<DescriptorReader.Result> result) {
    return switch (result) {
      case Reading.Unseen<DescriptorReader.Result> unseen -> List.of(unseen.blind());
      case Reading.Seen<DescriptorReader.Result> seen ->
          seen.value().source() == Source.EBPF ? List.of() : seen.value().files().blind();
    };
  }

  private MemoryUse memory(int pid, Detail detail, List<Blind> blind) {
    return note(
        detail == Detail.SAMPLE ? procfs.memoryBrief(pid) : procfs.memory(pid),
        MemoryUse.UNKNOWN,
        blind);
  }

  /// The value, or `other` and a line about what could not be seen.
  private static <T> T note(Reading<T> reading, T other, List<Blind> blind) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> {
        blind.add(unseen.blind());
        yield other;
      }
    };
  }

  @Override
  public Reading<List<ThreadFacts>> threads(ProcessIdentity process) {
    return procfs
        .threads(process.pid())
        .map(threads ->
            threads.stream().map(t -> new ThreadFacts(t.tid(), t.comm(), t.startTicks())).toList());
  }

  @Override
  public Reading<MemoryUse> memory(ProcessIdentity process) {
    return procfs.memoryBrief(process.pid());
  }

  @Override
  public Reading<MappingUse> mappings(ProcessIdentity process) {
    return memory.mappings(process);
  }

  @Override
  public Reading<HeapUse> heap(ProcessIdentity process) {
    return memory.heap(process);
  }

  @Override
  public Reading<LimitReport> limits(ProcessIdentity process) {
    return new LimitReader(procfs, host).read(process);
  }

  @Override
  public DoctorReport doctor() {
    return new Doctor(procfs, host, iterator, whyNotIterator).report(cost());
  }

  @Override
  public Cost cost() {
    return SelfCost.now();
  }

  @Override
  public void close() {
    if (iterator != null) {
      iterator.close();
    }
    sockets.close();
  }
}

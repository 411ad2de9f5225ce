package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.procfs.Glance;
import dev.seep.kernel.procfs.HostLimits;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.UserNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Counts what every process holds, in one pass.
final class CensusTaker {
  private final ProcFs procfs;
  private final @Nullable DescriptorIterator iterator;
  private final SocketReader sockets;
  private final UserNames users;
  private final HostLimits limits;
  private final List<Blind> blind = new ArrayList<>();

  CensusTaker(
      ProcFs procfs, HostRoot host, @Nullable DescriptorIterator iterator, SocketReader sockets) {
    this.procfs = procfs;
    this.iterator = iterator;
    this.sockets = sockets;
    this.users = new UserNames(host);
    this.limits = new HostLimits(procfs, host);
  }

  Census take() {
    Instant takenAt = Instant.now();
    SocketTally tally = tally();
    SocketCounter counter = new SocketCounter(procfs, sockets);
    int[] pids = procfs.pids();
    if (pids.length == 0) {
      blind.add(Unlisted.processes(procfs));
    }
    List<ProcessRow> rows = new ArrayList<>();
    Map<String, Unlisted> skipped = new LinkedHashMap<>();
    for (Look look : look(pids, tally, counter)) {
      if (look.row() != null) {
        rows.add(look.row());
      }
      Blind reason = look.skipped();
      if (reason != null) {
        skipped.merge(reason.why(), Unlisted.one(reason), Unlisted::with);
      }
    }
    skipped.values().forEach(group -> blind.add(group.blind()));
    blind.addAll(counter.blind());
    Reading<HostLimits.FileNr> files = limits.fileNr();
    return new Census(
        takenAt,
        tally == null ? Source.PROCFS : Source.EBPF,
        rows,
        files.map(HostLimits.FileNr::open).orElse(-1L),
        files.map(HostLimits.FileNr::limit).orElse(-1L),
        blind);
  }

  /// What came of looking at one process: a row, or why there is none though it is there, or
  /// neither when it has ended.
  private record Look(@Nullable ProcessRow row, @Nullable Blind skipped) {
    static final Look NOTHING = new Look(null, null);
  }

  /// Looks at every process, in their order. Through `/proc` alone two threads share the work: each
  /// process has tables of its own in the kernel, so that they do not wait for each other.
  private List<Look> look(int[] pids, @Nullable SocketTally tally, SocketCounter counter) {
    AtomicReferenceArray<@Nullable Look> looks = new AtomicReferenceArray<>(pids.length);
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < pids.length; i = next.getAndIncrement()) {
            looks.set(i, look(pids[i], tally, counter));
          }
        };
    if (tally == null) {
      FutureTask<@Nullable Void> second = new FutureTask<>(work, null);
      Thread.ofPlatform().daemon().name("census").start(second);
      work.run();
      join(second);
    } else {
      work.run();
    }
    List<Look> all = new ArrayList<>(pids.length);
    for (int i = 0; i < pids.length; i++) {
      // One that is missing was left when the wait for it was interrupted.
      Look look = looks.get(i);
      all.add(look == null ? Look.NOTHING : look);
    }
    return all;
  }

  private static void join(FutureTask<@Nullable Void> second) {
    try {
      second.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("processes could not be read", failure.getCause());
    }
  }

  private Look look(int pid, @Nullable SocketTally tally, SocketCounter counter) {
    return switch (procfs.glance(pid)) {
      case Reading.Seen<Glance> seen -> new Look(row(seen.value(), tally, counter), null);
      case Reading.Unseen<Glance> unseen ->
          Vanished.isThere(procfs, pid) ? new Look(null, unseen.blind()) : Look.NOTHING;
    };
  }

  /// What the iterator saw; null when it could not run.
  private @Nullable SocketTally tally() {
    if (iterator == null) {
      return null;
    }
    SocketTally tally = new SocketTally();
    return switch (iterator.census(tally::take)) {
      case Reading.Seen<Integer> seen -> tally;
      case Reading.Unseen<Integer> unseen -> {
        if (Starvation.isMeantBy(unseen.blind())) {
          blind.add(unseen.blind());
        }
        yield null;
      }
    };
  }

  /// @return null when the process has ended meanwhile
  private @Nullable ProcessRow row(
      Glance glance, @Nullable SocketTally tally, SocketCounter counter) {
    ProcessFacts process = glance.facts();
    int pid = process.pid();
    if (process.isKernelThread()) {
      return row(glance, 0, DescriptorLimits.UNKNOWN, Map.of(), null);
    }
    boolean headless = process.isZombie() && process.threads() > 1;
    ProcessIdentity owner =
        headless ? LivingThread.of(procfs, process.identity()) : process.identity();
    Reading<Integer> open = procfs.descriptorCount(owner.pid());
    if (open instanceof Reading.Unseen && !Vanished.isThere(procfs, owner.pid())) {
      return null;
    }
    DescriptorLimits of = procfs.descriptorLimits(pid).orElse(DescriptorLimits.UNKNOWN);
    int counted = open.orElse(-1);
    int seen = tally == null ? 0 : tally.of(pid).descriptors();
    // Of a process that has let go of everything since the pass, the pass no longer tells.
    boolean current = counted != 0 || headless;
    if (tally != null && seen > 0 && current && DescriptorReader.isWhole(counted, seen)) {
      return row(glance, DescriptorReader.open(counted, seen), of, tally.of(pid).sockets(), null);
    }
    if (open instanceof Reading.Unseen<Integer> unseen) {
      return row(glance, -1, of, Map.of(), unseen.blind());
    }
    if (counted == 0) {
      return row(glance, 0, of, Map.of(), null);
    }
    SocketCounter.Count count = counter.count(owner);
    return count == null ? null : row(glance, counted, of, count.states(), count.blind());
  }

  private ProcessRow row(
      Glance glance,
      int open,
      DescriptorLimits limits,
      Map<SocketState, Integer> states,
      @Nullable Blind why) {
    return new ProcessRow(
        glance.facts(),
        open,
        limits,
        states,
        glance.residentBytes(),
        users.name(glance.facts().uid()),
        why);
  }
}

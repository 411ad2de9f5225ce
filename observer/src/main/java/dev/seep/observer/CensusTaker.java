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
    List<ProcessRow> rows = new ArrayList<>();
    int[] pids = procfs.pids();
    if (pids.length == 0) {
      blind.add(Unlisted.processes(procfs));
    }
    Map<String, Unlisted> skipped = new LinkedHashMap<>();
    for (int pid : pids) {
      switch (procfs.glance(pid)) {
        case Reading.Seen<Glance> seen -> {
          ProcessRow row = row(seen.value(), tally, counter);
          if (row != null) {
            rows.add(row);
          }
        }
        case Reading.Unseen<Glance> unseen -> {
          if (Vanished.isThere(procfs, pid)) {
            skipped.merge(unseen.blind().why(), Unlisted.one(unseen.blind()), Unlisted::with);
          }
        }
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

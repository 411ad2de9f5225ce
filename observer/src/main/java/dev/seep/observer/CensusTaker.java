package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts what every process holds, in one pass.
final class CensusTaker {
  private final ProcFs procfs;
  private final @Nullable DescriptorIterator iterator;
  private final SocketReader sockets;
  private final UserNames users = new UserNames(HostRoot.REAL);
  private final List<Blind> blind = new ArrayList<>();

  CensusTaker(ProcFs procfs, @Nullable DescriptorIterator iterator, SocketReader sockets) {
    this.procfs = procfs;
    this.iterator = iterator;
    this.sockets = sockets;
  }

  Census take() {
    Instant takenAt = Instant.now();
    SocketTally tally = tally();
    SocketCounter counter = new SocketCounter(procfs, sockets);
    List<ProcessRow> rows = new ArrayList<>();
    for (int pid : procfs.pids()) {
      if (procfs.glance(pid) instanceof Reading.Seen<Glance> seen) {
        rows.add(row(seen.value(), tally, counter));
      }
    }
    blind.addAll(counter.blind());
    Reading<HostLimits.FileNr> files = new HostLimits(procfs, HostRoot.REAL).fileNr();
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
        blind.add(unseen.blind());
        yield null;
      }
    };
  }

  private ProcessRow row(Glance glance, @Nullable SocketTally tally, SocketCounter counter) {
    ProcessFacts process = glance.facts();
    int pid = process.pid();
    if (process.isKernelThread()) {
      return row(glance, 0, DescriptorLimits.UNKNOWN, Map.of(), null);
    }
    Reading<Integer> open = procfs.descriptorCount(pid);
    if (open instanceof Reading.Unseen<Integer> unseen) {
      DescriptorLimits limits = procfs.descriptorLimits(pid).orElse(DescriptorLimits.UNKNOWN);
      return row(glance, -1, limits, Map.of(), unseen.blind());
    }
    int count = open.orElse(0);
    Map<SocketState, Integer> states =
        tally != null && DescriptorReader.agree(count, tally.of(pid).descriptors())
            ? tally.of(pid).sockets()
            : counter.count(process.identity());
    return row(
        glance, count, procfs.descriptorLimits(pid).orElse(DescriptorLimits.UNKNOWN), states, null);
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

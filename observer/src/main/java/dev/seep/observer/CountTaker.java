package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.kernel.procfs.Glance;
import dev.seep.kernel.procfs.HostLimits;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.UserNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts what every process holds, again and again, and looks at no descriptor: who it is, how
/// many it holds, how large it is. What hardly ever changes, its limits and who its user is, is
/// read less often.
final class CountTaker {
  /// A limit is changed by hand (prlimit(1)) or not at all.
  private static final int COUNTS_BETWEEN_LIMITS = 12;

  /// A user may be added while the watch goes on.
  private static final int COUNTS_BETWEEN_USERS = 720;

  private record Known(ProcessIdentity process, DescriptorLimits limits, long readAt) {}

  private final ProcFs procfs;
  private final HostRoot host;
  private final HostLimits hostLimits;
  private Map<Integer, Known> known = new HashMap<>();
  private UserNames users;
  private long counts;

  CountTaker(ProcFs procfs, HostRoot host) {
    this.procfs = procfs;
    this.host = host;
    this.hostLimits = new HostLimits(procfs, host);
    this.users = new UserNames(host);
  }

  Census take() {
    Instant takenAt = Instant.now();
    if (++counts % COUNTS_BETWEEN_USERS == 0) {
      users = new UserNames(host);
    }
    List<Blind> blind = new ArrayList<>();
    int[] pids = procfs.pids();
    if (pids.length == 0) {
      blind.add(Unlisted.processes(procfs));
    }
    List<ProcessRow> rows = new ArrayList<>(pids.length);
    Map<String, Unlisted> skipped = new LinkedHashMap<>();
    Map<Integer, Known> seen = HashMap.newHashMap(pids.length);
    for (int pid : pids) {
      switch (procfs.glance(pid)) {
        case Reading.Seen<Glance> glance -> row(glance.value(), rows, seen);
        case Reading.Unseen<Glance> unseen -> {
          if (Vanished.isThere(procfs, pid)) {
            skipped.merge(unseen.blind().why(), Unlisted.one(unseen.blind()), Unlisted::with);
          }
        }
      }
    }
    known = seen;
    skipped.values().forEach(group -> blind.add(group.blind()));
    Reading<HostLimits.FileNr> files = hostLimits.fileNr();
    return new Census(
        takenAt,
        Source.PROCFS,
        rows,
        files.map(HostLimits.FileNr::open).orElse(-1L),
        files.map(HostLimits.FileNr::limit).orElse(-1L),
        blind);
  }

  private void row(Glance glance, List<ProcessRow> rows, Map<Integer, Known> seen) {
    ProcessFacts process = glance.facts();
    if (process.isKernelThread()) {
      return;
    }
    boolean headless = process.isZombie() && process.threads() > 1;
    ProcessIdentity owner =
        headless ? LivingThread.of(procfs, process.identity()) : process.identity();
    Reading<Integer> open = procfs.descriptorCount(owner.pid());
    Blind blind = null;
    if (open instanceof Reading.Unseen<Integer> unseen) {
      if (!Vanished.isThere(procfs, owner.pid())) {
        return;
      }
      blind = unseen.blind();
    }
    rows.add(
        new ProcessRow(
            process,
            open.orElse(-1),
            limits(process.identity(), seen),
            Map.of(),
            glance.residentBytes(),
            users.name(process.uid()),
            blind));
  }

  private DescriptorLimits limits(ProcessIdentity process, Map<Integer, Known> seen) {
    Known last = known.get(process.pid());
    // The pid spreads the reading over the counts.
    boolean current =
        last != null
            && last.process().equals(process)
            && counts - last.readAt() <= COUNTS_BETWEEN_LIMITS + process.pid() % 4;
    Known now = last != null && current ? last : new Known(process, read(process), counts);
    seen.put(process.pid(), now);
    return now.limits();
  }

  private DescriptorLimits read(ProcessIdentity process) {
    return procfs.descriptorLimits(process.pid()).orElse(DescriptorLimits.UNKNOWN);
  }
}

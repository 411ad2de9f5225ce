package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.Cgroups;
import dev.seep.kernel.procfs.HostLimits;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.NetTable;
import dev.seep.kernel.procfs.NetTableRow;
import dev.seep.kernel.procfs.NetTables;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.ProcessLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects every limit that can stop a process: how much of it is used, where it comes from, and
/// the line that raises it.
final class LimitReader {
  private static final String BUYS_TIME = "raising it buys time, not a cure";

  private final ProcFs procfs;
  private final HostRoot root;
  private final HostLimits host;
  private final Cgroups cgroups;
  private final List<Limit> limits = new ArrayList<>();
  private final List<Blind> blind = new ArrayList<>();

  LimitReader(ProcFs procfs, HostRoot root) {
    this.procfs = procfs;
    this.root = root;
    this.host = new HostLimits(procfs, root);
    this.cgroups = new Cgroups(procfs, root);
  }

  Reading<LimitReport> read(ProcessIdentity process) {
    return switch (procfs.process(process.pid())) {
      case Reading.Unseen<ProcessFacts> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<ProcessFacts> seen -> {
        if (!seen.value().identity().equals(process)) {
          yield Vanished.unseen(process, true);
        }
        collect(seen.value());
        limits.sort(Comparator.comparingDouble(Limit::share).reversed());
        yield Reading.seen(new LimitReport(seen.value(), limits, blind));
      }
    };
  }

  private void collect(ProcessFacts process) {
    LimitOrigins origins = LimitOrigins.of(process, procfs, cgroups, root);
    if (note(procfs.limits(process.pid())) instanceof Reading.Seen<ProcessLimits> seen) {
      descriptors(process, seen.value(), origins);
      tasks(process, seen.value(), origins);
    }
    machineFiles();
    mappings(process);
    cgroupLimits(process, origins);
    network(process);
  }

  private void descriptors(ProcessFacts process, ProcessLimits read, LimitOrigins origins) {
    DescriptorLimits files = read.descriptors();
    long used = note(procfs.descriptorCount(process.pid())).map(Integer::longValue).orElse(-1L);
    int pid = process.pid();
    long mostOpen = host.sysctl(HostLimits.NR_OPEN).value().orElse(-1L);
    limits.add(
        new Limit(
            "RLIMIT_NOFILE (soft)",
            "process",
            "descriptors",
            used,
            files.soft(),
            origins.descriptors(files.soft(), false),
            RaiseLines.soft(pid, "nofile", files.soft(), files.hard()),
            "open, accept and socket fail with EMFILE beyond it; " + BUYS_TIME));
    limits.add(
        new Limit(
            "RLIMIT_NOFILE (hard)",
            "process",
            "descriptors",
            used,
            files.hard(),
            origins.descriptors(files.hard(), true),
            RaiseLines.hard(
                pid,
                "nofile",
                files.hard(),
                mostOpen,
                RaiseLines.sysctl(HostLimits.NR_OPEN, mostOpen)),
            "the soft limit can be raised up to it; raising it takes CAP_SYS_RESOURCE; for good: "
                + origins.raiseDescriptors(RaiseLines.twice(files.hard()))));
    sysctl(HostLimits.NR_OPEN, "descriptors", used, "no hard limit can be set above it");
  }

  private void tasks(ProcessFacts process, ProcessLimits read, LimitOrigins origins) {
    long ofUser = threadsOfUser(process.uid());
    limits.add(
        new Limit(
            "RLIMIT_NPROC (soft)",
            "user",
            "threads",
            ofUser,
            read.processes().soft(),
            origins.threads(read.processes().soft()),
            RaiseLines.soft(
                process.pid(), "nproc", read.processes().soft(), read.processes().hard()),
            process.uid() == 0
                ? "root is not bound by it; all threads of the user count"
                : "all threads of the user count; fork and clone fail with EAGAIN beyond it"));
    long existing = note(host.tasks()).orElse(-1L);
    sysctl(HostLimits.PID_MAX, "threads", existing, "each thread of the machine takes a number");
    sysctl(HostLimits.THREADS_MAX, "threads", existing, "all threads of the machine count");
  }

  private long threadsOfUser(int uid) {
    long threads = 0;
    for (int pid : procfs.pids()) {
      if (procfs.process(pid) instanceof Reading.Seen<ProcessFacts> seen
          && seen.value().uid() == uid) {
        threads += seen.value().threads();
      }
    }
    return threads;
  }

  private void machineFiles() {
    long open = note(host.fileNr()).map(HostLimits.FileNr::open).orElse(-1L);
    sysctl(
        HostLimits.FILE_MAX,
        "open files",
        open,
        "open fails with ENFILE for everybody but root beyond it (fs.file-nr)");
  }

  private void mappings(ProcessFacts process) {
    long used = note(procfs.mappings(process.pid())).orElse(-1L);
    sysctl(
        HostLimits.MAX_MAP_COUNT,
        "mappings",
        used,
        "mmap and thread creation fail with ENOMEM beyond it");
  }

  private void cgroupLimits(ProcessFacts process, LimitOrigins origins) {
    if (!(note(cgroups.limits(process.pid()))
        instanceof Reading.Seen<List<Cgroups.CgroupLimit>> seen)) {
      return;
    }
    for (Cgroups.CgroupLimit limit : seen.value()) {
      limits.add(
          new Limit(
              limit.name(),
              "cgroup",
              limit.unit(),
              limit.used(),
              limit.limit(),
              limit.folder() + origins.cgroupSuffix(limit),
              limit.limit() == DescriptorLimits.UNLIMITED ? "" : origins.raiseCgroup(limit),
              "all processes of the group count"));
    }
    withoutLimit(seen.value(), "pids.", "pids.max", "tasks");
    withoutLimit(seen.value(), "memory.", "memory.max", "bytes");
  }

  /// The root of a hierarchy has no file to set a limit in, and a controller may not be switched
  /// on.
  private void withoutLimit(
      List<Cgroups.CgroupLimit> found, String prefix, String name, String unit) {
    if (found.stream().noneMatch(limit -> limit.name().startsWith(prefix))) {
      limits.add(
          new Limit(
              name,
              "cgroup",
              unit,
              -1,
              DescriptorLimits.UNLIMITED,
              "no control group that the process is in sets one",
              "",
              ""));
    }
  }

  private void network(ProcessFacts process) {
    int pid = process.pid();
    networkSysctl(HostLimits.SOMAXCONN, pid, "connections", "bounds listen's backlog");
    networkSysctl(
        HostLimits.SYN_BACKLOG, pid, "connections", "half-open connections of one listener");
    networkSysctl(
        HostLimits.FIN_TIMEOUT,
        pid,
        "seconds",
        "how long an orphan stays in FIN_WAIT2; less frees ports sooner");
    networkSysctl(
        HostLimits.TW_REUSE, pid, "mode", "0 never, 1 for outgoing, 2 for outgoing on loopback");
    ports(pid);
  }

  /// An outgoing connection needs a local port that is free towards its very peer: the ports in use
  /// towards the busiest peer are what counts (ip(7)).
  private void ports(int pid) {
    if (!(note(host.localPorts(pid)) instanceof Reading.Seen<HostLimits.PortRange> range)) {
      return;
    }
    Map<String, Set<Integer>> byPeer = new HashMap<>();
    Map<String, Integer> byState = new HashMap<>();
    for (NetTable table : List.of(NetTable.TCP, NetTable.TCP6)) {
      Reading<Integer> read =
          new NetTables(procfs)
              .read(pid, table, _ -> true, row -> countPort(row, range.value(), byPeer, byState));
      if (note(read) instanceof Reading.Unseen) {
        return;
      }
    }
    long busiest = byPeer.values().stream().mapToInt(Set::size).max().orElse(0);
    String towards =
        byPeer.entrySet().stream()
            .max(Comparator.comparingInt(e -> e.getValue().size()))
            .map(e -> " towards " + e.getKey())
            .orElse("");
    limits.add(
        new Limit(
            HostLimits.LOCAL_PORTS,
            "namespace",
            "ports",
            busiest,
            range.value().size(),
            host.networkSysctl(HostLimits.LOCAL_PORTS, pid).origin(),
            range.value().first() <= 1024 && range.value().last() == 65535
                ? ""
                : "sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"",
            "most in use" + towards + "; by state: " + PortStates.words(byState)));
  }

  private static void countPort(
      NetTableRow row,
      HostLimits.PortRange range,
      Map<String, Set<Integer>> byPeer,
      Map<String, Integer> byState) {
    if (row.local() == null || row.remote() == null) {
      return;
    }
    int port = row.local().port();
    if (port >= range.first() && port <= range.last()) {
      byPeer.computeIfAbsent(row.remote().toString(), p -> new HashSet<>()).add(port);
      String state = row.isTimeWait() ? "time-wait" : row.state().slug();
      byState.merge(state, 1, Integer::sum);
    }
  }

  private void sysctl(String name, String unit, long used, String note) {
    add(host.sysctl(name), "machine", unit, used, note);
  }

  private void networkSysctl(String name, int pid, String unit, String note) {
    add(host.networkSysctl(name, pid), "namespace", unit, -1, note);
  }

  private void add(HostLimits.Sysctl sysctl, String scope, String unit, long used, String note) {
    if (note(sysctl.value()) instanceof Reading.Seen<Long> value) {
      limits.add(
          new Limit(
              sysctl.name(),
              scope,
              unit,
              used,
              value.value(),
              sysctl.origin(),
              RaiseLines.sysctl(sysctl.name(), value.value()),
              note));
    }
  }

  private <T> Reading<T> note(Reading<T> reading) {
    if (reading instanceof Reading.Unseen<T> unseen && !blind.contains(unseen.blind())) {
      blind.add(unseen.blind());
    }
    return reading;
  }
}

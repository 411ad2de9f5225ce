package dev.seep.watch;

import dev.seep.evidence.LeakClass;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.export.Names;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A tick's figures for other monitors. The number of series has a bound: a process without a
/// lineage has none, and of its classes only the largest have one of their own.
final class Figures {
  private static final int MOST_CLASSES = 8;

  private Figures() {}

  static List<Metric> of(Snapshot snapshot) {
    List<Metric> metrics = new ArrayList<>(snapshot.processes().size() * 6);
    host(metrics, snapshot.host());
    Map<Standing, Integer> standings = new EnumMap<>(Standing.class);
    for (WatchedProcess process : snapshot.processes()) {
      standings.merge(process.standing(), 1, Integer::sum);
      Lineage lineage = process.lineage();
      if (lineage != null) {
        process(metrics, process, lineage);
      }
    }
    for (Standing standing : Standing.values()) {
      metrics.add(
          Names.PROCESSES_BY_STANDING.metric(standings.getOrDefault(standing, 0), standing.slug()));
    }
    for (Incident incident : snapshot.incidents()) {
      finding(metrics, incident);
    }
    self(metrics, snapshot.self());
    return metrics;
  }

  private static void host(List<Metric> to, HostReport host) {
    if (host.machineOpen() >= 0) {
      to.add(Names.HOST_OPEN_FILES.metric((double) host.machineOpen()));
      to.add(Names.HOST_MAX_FILES.metric((double) host.machineLimit()));
    }
    to.add(Names.PROCESSES.metric(host.processes()));
    to.add(Names.PROCESSES_UNREADABLE.metric(host.unreadable()));
    to.add(Names.PROCESSES_SHORT_LIVED_TOTAL.metric((double) host.shortLived()));
  }

  private static void process(List<Metric> to, WatchedProcess process, Lineage lineage) {
    String workload = lineage.workload().id();
    String name = lineage.name();
    String slot = Integer.toString(lineage.slot());
    if (process.open() >= 0) {
      to.add(Names.PROCESS_OPEN_FDS.metric(process.open(), workload, name, slot));
    }
    if (process.limits().known()) {
      double soft =
          process.limits().soft() == Long.MAX_VALUE
              ? Double.POSITIVE_INFINITY
              : (double) process.limits().soft();
      to.add(Names.PROCESS_MAX_FDS.metric(soft, workload, name, slot));
    }
    if (process.residentBytes() >= 0) {
      to.add(
          Names.PROCESS_RESIDENT_MEMORY_BYTES.metric(
              (double) process.residentBytes(), workload, name, slot));
    }
    to.add(Names.PROCESS_THREADS.metric(process.process().threads(), workload, name, slot));
    to.add(
        Names.PROCESS_START_TIME_SECONDS.metric(
            process.process().startedAt().toEpochMilli() / 1e3, workload, name, slot));
    classes(to, process, workload, name, slot);
  }

  private static void classes(
      List<Metric> to, WatchedProcess process, String workload, String name, String slot) {
    int told = 0;
    int other = 0;
    for (Map.Entry<String, Integer> one : process.classes().entrySet()) {
      if (told < MOST_CLASSES) {
        told++;
        to.add(Names.PROCESS_FDS.metric(one.getValue(), workload, name, slot, one.getKey()));
      } else {
        other += one.getValue();
      }
    }
    if (other > 0) {
      to.add(Names.PROCESS_FDS.metric(other, workload, name, slot, "other"));
    }
  }

  private static void finding(List<Metric> to, Incident incident) {
    String workload = incident.lineage().workload().id();
    String name = incident.lineage().name();
    String slot = Integer.toString(incident.lineage().slot());
    LeakClass leakClass = incident.leakClass();
    String slug = leakClass == null ? "unknown" : leakClass.slug();
    String id = incident.id();
    to.add(
        Names.FINDING.metric(
            1,
            workload,
            name,
            slot,
            slug,
            incident.resource().slug(),
            incident.standing().slug(),
            incident.severity().slug(),
            id));
    to.add(
        Names.FINDING_FDS_PER_SECOND.metric(
            incident.rate().perMinute() / 60, workload, name, slot, slug, id));
    if (!incident.forecast().isNever()) {
      to.add(
          Names.FINDING_SECONDS_TO_LIMIT.metric(
              incident.forecast().limitInSeconds(), workload, name, slot, slug, id));
    }
  }

  private static void self(List<Metric> to, SelfReport self) {
    to.add(Names.SELF_OPEN_FDS.metric(self.descriptors()));
    to.add(Names.SELF_MAX_FDS.metric(self.descriptorLimit()));
    to.add(Names.SELF_RESIDENT_MEMORY_BYTES.metric((double) self.residentBytes()));
    to.add(Names.SELF_CPU_SECONDS_TOTAL.metric(self.cpuSeconds()));
    to.add(Names.SELF_START_TIME_SECONDS.metric(self.startedAt().toEpochMilli() / 1e3));
    to.add(Names.SELF_THREADS.metric(self.threads()));
    to.add(Names.JVM_MEMORY_USED_BYTES.metric((double) self.heapUsedBytes(), "heap"));
    to.add(Names.JVM_MEMORY_MAX_BYTES.metric((double) self.heapMaxBytes(), "heap"));
    to.add(Names.TICKS_TOTAL.metric((double) self.ticks()));
    to.add(Names.TICKS_LATE_TOTAL.metric((double) self.late()));
    to.add(Names.TICK_DURATION_SECONDS.metric(self.tickMillis() / 1e3));
    to.add(Names.LAST_TICK_TIMESTAMP_SECONDS.metric(self.tickAt().toEpochMilli() / 1e3));
    to.add(Names.HUNTS_TOTAL.metric((double) self.hunts()));
    to.add(Names.HUNTS_RUNNING.metric(self.huntsRunning()));
    to.add(Names.SERIES.metric(self.series()));
    to.add(Names.DETECTOR_CLASSES.metric(self.detectorClasses()));
    to.add(Names.WORK_SHED.metric(self.shed().size()));
    to.add(Names.STORE_BYTES.metric((double) self.storeBytes()));
    to.add(Names.STORE_MAX_BYTES.metric((double) self.storeLimitBytes()));
    for (SelfReport.Budget budget : self.budgets()) {
      if (!Double.isNaN(budget.used())) {
        to.add(
            Names.BUDGET_USED_RATIO.metric(
                budget.allowed() > 0 ? budget.used() / budget.allowed() : 0, budget.name()));
      }
    }
  }
}

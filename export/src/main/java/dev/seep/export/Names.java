package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every family of figures that Seep gives away: the one place for their names, from which
/// `docs/metrics.md` is made and against which dashboard and rules are checked.
///
/// Names follow Prometheus' process collector and process-exporter; raw values, as ratios belong in
/// rules. OpenTelemetry's are those of its semantic conventions for processes where these have one.
public final class Names {
  private static final List<Family> FAMILIES = new ArrayList<>();

  private static final String[] LINEAGE = {"workload", "process", "slot"};
  private static final String FILES = "{file_descriptor}";

  // What is watched: one process of a lineage at a time.

  public static final Family PROCESS_OPEN_FDS =
      gauge("seep_process_open_fds", "Descriptors the process holds.", LINEAGE)
          .as("process.unix.file_descriptor.count", FILES);
  public static final Family PROCESS_MAX_FDS =
      gauge("seep_process_max_fds", "Soft limit of descriptors of the process.", LINEAGE)
          .as("seep.process.unix.file_descriptor.limit", FILES);
  public static final Family PROCESS_FDS =
      gauge(
              "seep_process_fds",
              "Descriptors the process holds by class: the largest classes, the rest as other.",
              "workload",
              "process",
              "slot",
              "class")
          .as("seep.process.unix.file_descriptor.class.count", FILES);
  public static final Family PROCESS_RESIDENT_MEMORY_BYTES =
      gauge(
              "seep_process_resident_memory_bytes",
              "Resident memory of the process, shared pages included.",
              LINEAGE)
          .as("process.memory.usage", "By");
  public static final Family PROCESS_THREADS =
      gauge("seep_process_threads", "Threads of the process.", LINEAGE)
          .as("process.thread.count", "{thread}");
  public static final Family PROCESS_START_TIME_SECONDS =
      gauge(
              "seep_process_start_time_seconds",
              "When the process began, in seconds since 1970; a change is a restart.",
              LINEAGE)
          .as("seep.process.start_time", "s");

  // What is said about it.

  public static final Family FINDING =
      gauge(
              "seep_finding",
              "1 for each open incident; its labels say what leaks and how sure that is.",
              "workload",
              "process",
              "slot",
              "class",
              "resource",
              "standing",
              "severity",
              "id")
          .as("seep.finding", "1");
  public static final Family FINDING_FDS_PER_SECOND =
      gauge(
              "seep_finding_fds_per_second",
              "How fast what leaks grows, in descriptors a second.",
              "workload",
              "process",
              "slot",
              "class",
              "id")
          .as("seep.finding.rate", "{file_descriptor}/s");
  public static final Family FINDING_SECONDS_TO_LIMIT =
      gauge(
              "seep_finding_seconds_to_limit",
              "Seconds until the soft limit is reached at the present rate; 0 when it is reached.",
              "workload",
              "process",
              "slot",
              "class",
              "id")
          .as("seep.finding.time_to_limit", "s");

  // The host.

  public static final Family HOST_OPEN_FILES =
      gauge("seep_host_open_files", "Open files of the whole machine (fs.file-nr).")
          .as("seep.host.open_files", "{file}");
  public static final Family HOST_MAX_FILES =
      gauge("seep_host_max_files", "Limit of open files of the whole machine (fs.file-max).")
          .as("seep.host.max_files", "{file}");
  public static final Family PROCESSES =
      gauge("seep_processes", "Processes on the host, kernel threads left out.")
          .as("seep.processes", "{process}");
  public static final Family PROCESSES_UNREADABLE =
      gauge(
              "seep_processes_unreadable",
              "Processes whose descriptors cannot be counted for want of rights.")
          .as("seep.processes.unreadable", "{process}");
  public static final Family PROCESSES_SHORT_LIVED_TOTAL =
      counter(
              "seep_processes_short_lived_total",
              "Processes that ended before they were followed, as far as they were noticed.")
          .as("seep.processes.short_lived", "{process}");
  public static final Family PROCESSES_BY_STANDING =
      gauge(
              "seep_processes_by_standing",
              "Processes by how they stand: healthy, unseen, growing, suspect, leak, exhausted.",
              "standing")
          .as("seep.processes.by_standing", "{process}");

  // Seep itself, by the names every Prometheus client has for its own process.

  public static final Family SELF_OPEN_FDS =
      gauge("process_open_fds", "Descriptors Seep itself holds.")
          .as("process.unix.file_descriptor.count", FILES);
  public static final Family SELF_MAX_FDS =
      gauge("process_max_fds", "Soft limit of descriptors of Seep itself.")
          .as("seep.process.unix.file_descriptor.limit", FILES);
  public static final Family SELF_RESIDENT_MEMORY_BYTES =
      gauge("process_resident_memory_bytes", "Resident memory of Seep itself.")
          .as("process.memory.usage", "By");
  public static final Family SELF_CPU_SECONDS_TOTAL =
      counter("process_cpu_seconds_total", "Processor time Seep has used, helpers included.")
          .as("process.cpu.time", "s");
  public static final Family SELF_START_TIME_SECONDS =
      gauge("process_start_time_seconds", "When Seep began, in seconds since 1970.")
          .as("seep.process.start_time", "s");
  public static final Family SELF_THREADS =
      gauge("process_threads", "Threads of Seep itself.").as("process.thread.count", "{thread}");
  public static final Family JVM_MEMORY_USED_BYTES =
      gauge("jvm_memory_used_bytes", "Memory of Seep's virtual machine in use.", "area")
          .as("jvm.memory.used", "By");
  public static final Family JVM_MEMORY_MAX_BYTES =
      gauge("jvm_memory_max_bytes", "Memory Seep's virtual machine may use.", "area")
          .as("jvm.memory.limit", "By");

  public static final Family TICKS_TOTAL =
      counter("seep_ticks_total", "Looks at all processes since the start.")
          .as("seep.ticks", "{tick}");
  public static final Family TICKS_LATE_TOTAL =
      counter("seep_ticks_late_total", "Looks that began over half an interval behind time.")
          .as("seep.ticks.late", "{tick}");
  public static final Family TICK_DURATION_SECONDS =
      gauge("seep_tick_duration_seconds", "How long the last look at all processes took.")
          .as("seep.tick.duration", "s");
  public static final Family LAST_TICK_TIMESTAMP_SECONDS =
      gauge("seep_last_tick_timestamp_seconds", "When the last look ended, in seconds since 1970.")
          .as("seep.tick.last", "s");
  public static final Family TASK_FAILURES_TOTAL =
      counter(
              "seep_task_failures_total",
              "Parts of Seep's own work that failed unexpectedly and went on.",
              "task")
          .as("seep.task.failures", "{failure}");
  public static final Family HUNTS_TOTAL =
      counter("seep_hunts_total", "Closer looks begun since the start.").as("seep.hunts", "{hunt}");
  public static final Family HUNTS_RUNNING =
      gauge("seep_hunts_running", "Closer looks that run now.").as("seep.hunts.running", "{hunt}");
  public static final Family SERIES =
      gauge("seep_series", "Series of the history that are followed now.")
          .as("seep.series", "{series}");
  public static final Family DETECTOR_CLASSES =
      gauge("seep_detector_classes", "Classes that the detectors follow now.")
          .as("seep.detector.classes", "{class}");
  public static final Family BUDGET_USED_RATIO =
      gauge(
              "seep_budget_used_ratio",
              "How much of what Seep allows itself is used: above 1 it sheds work.",
              "budget")
          .as("seep.budget.utilization", "1");
  public static final Family WORK_SHED =
      gauge("seep_work_shed", "Kinds of work left undone as a budget is spent.")
          .as("seep.work.shed", "1");

  // Its history.

  public static final Family STORE_BYTES =
      gauge("seep_store_bytes", "What the history takes on disk.").as("seep.store.size", "By");
  public static final Family STORE_MAX_BYTES =
      gauge("seep_store_max_bytes", "What the history may take on disk.")
          .as("seep.store.limit", "By");
  public static final Family STORE_SAMPLES_TOTAL =
      counter("seep_store_samples_total", "Samples given to the history since the start.")
          .as("seep.store.samples", "{sample}");
  public static final Family STORE_FAILURES_TOTAL =
      counter("seep_store_failures_total", "Writes to the history that failed since the start.")
          .as("seep.store.failures", "{failure}");

  // Telling people, and other monitors.

  public static final Family ALERTS_QUEUED =
      gauge("seep_alerts_queued", "Notifications that wait to be sent.")
          .as("seep.alerts.queued", "{alert}");
  public static final Family ALERTS_SENT_TOTAL =
      counter("seep_alerts_sent_total", "Notifications the other side accepted.", "channel")
          .as("seep.alerts.sent", "{alert}");
  public static final Family ALERTS_FAILED_TOTAL =
      counter("seep_alerts_failed_total", "Tries to send a notification that failed.", "channel")
          .as("seep.alerts.failed", "{alert}");
  public static final Family EXPORT_QUEUED_SAMPLES =
      gauge("seep_export_queued_samples", "Samples that wait for a receiver.", "exporter")
          .as("seep.export.queued", "{sample}");
  public static final Family EXPORT_SENT_SAMPLES_TOTAL =
      counter("seep_export_sent_samples_total", "Samples a receiver accepted.", "exporter")
          .as("seep.export.sent", "{sample}");
  public static final Family EXPORT_DROPPED_SAMPLES_TOTAL =
      counter(
              "seep_export_dropped_samples_total",
              "Samples no receiver got: the queue was full, or the receiver refused them.",
              "exporter")
          .as("seep.export.dropped", "{sample}");
  public static final Family EXPORT_FAILED_REQUESTS_TOTAL =
      counter(
              "seep_export_failed_requests_total",
              "Requests to a receiver that failed.",
              "exporter")
          .as("seep.export.failed_requests", "{request}");

  public static final Family CONFIG_LAST_RELOAD_SUCCESSFUL =
      gauge(
              "seep_config_last_reload_successful",
              "1 when the configuration was read without an error the last time, else 0.")
          .as("seep.config.last_reload_successful", "1");
  public static final Family CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP_SECONDS =
      gauge(
              "seep_config_last_reload_success_timestamp_seconds",
              "When the configuration in force was read, in seconds since 1970.")
          .as("seep.config.last_reload_success", "s");
  public static final Family BUILD_INFO =
      gauge("seep_build_info", "1; its labels say which Seep this is.", "version", "java_version")
          .as("seep.build", "1");

  private static final Map<String, Family> BY_NAME =
      FAMILIES.stream().collect(Collectors.toUnmodifiableMap(Family::name, Function.identity()));

  private Names() {}

  /// All of them, in the order of the documentation.
  public static List<Family> all() {
    return List.copyOf(FAMILIES);
  }

  /// @return by its name as Prometheus has it; empty for one that is not Seep's
  static Optional<Family> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Draft gauge(String name, String help, String... labels) {
    return new Draft(name, Metric.Type.GAUGE, help, List.of(labels));
  }

  private static Draft counter(String name, String help, String... labels) {
    return new Draft(name, Metric.Type.COUNTER, help, List.of(labels));
  }

  private record Draft(String name, Metric.Type type, String help, List<String> labels) {

    Family as(String otel, String unit) {
      Family family = new Family(name, type, help, labels, otel, unit);
      FAMILIES.add(family);
      return family;
    }
  }
}

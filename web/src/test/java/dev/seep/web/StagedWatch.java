package dev.seep.web;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Silence;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.evidence.watch.Workload;
import dev.seep.store.HistoryReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A watch that is staged: as many processes as wanted, some of them with hostile names, which move
/// when it is told to tick. For several threads.
///
/// Of every ten processes two move at a tick; pid 1000 leaks; pid 1003 cannot be looked at.
public final class StagedWatch implements WatchView {
  public static final int FIRST_PID = 1000;
  private static final List<String> NAMES =
      List.of(
          "java",
          "<script>alert(1)</script>",
          "nginx\n\u001b[31mred",
          "bytes\uDCFF\uDC80",
          "postgres",
          "\"quoted' &amp;",
          "rtl\u202Egnp.exe",
          "node",
          "=cmd|' /C calc'!A0",
          "redis-server");

  private final Map<Integer, WatchedProcess> rows = new ConcurrentHashMap<>();
  private final Map<String, Incident> incidents = new ConcurrentHashMap<>();
  private final Map<String, Silence> silences = new ConcurrentHashMap<>();
  private final Map<String, HuntState> hunts = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Instant started;
  private final StagedHistory history;
  private volatile Instant at;
  private volatile long ticks;

  /// Makes a handler fail, for tests: set, every question for the host throws it.
  public volatile boolean broken;

  public volatile Optional<String> notReady = Optional.empty();

  /// @param started its clock, which [#tick] moves
  public StagedWatch(int processes, Instant started) {
    this.started = started;
    this.at = started;
    this.history = new StagedHistory(this::owners, () -> at, started.minusSeconds(8 * 86_400));
    for (int i = 0; i < processes; i++) {
      rows.put(FIRST_PID + i, row(i, 0, List.of()));
    }
    for (int i = 0; i < Math.min(4, processes); i++) {
      WatchedProcess row = row(i, 0, List.of());
      incidents.put(
          "i-" + i, StagedEvidence.incident(i, lineage(i), row.process(), started, i == 3));
    }
  }

  private List<String> owners() {
    return rows.keySet().stream().sorted().map(pid -> lineage(pid - FIRST_PID).id()).toList();
  }

  private static Lineage lineage(int i) {
    String name = NAMES.get(i % NAMES.size());
    Workload workload =
        switch (i % 3) {
          case 0 -> new Workload(Workload.Kind.UNIT, name + "-" + i / 30 + ".service");
          case 1 -> new Workload(Workload.Kind.CONTAINER, "shop-" + i / 30);
          default -> new Workload(Workload.Kind.COMMAND, name);
        };
    return new Lineage(workload, name, i);
  }

  private WatchedProcess row(int i, long tick, List<Integer> before) {
    int pid = FIRST_PID + i;
    String name = NAMES.get(i % NAMES.size());
    boolean unseen = i % NAMES.size() == 3;
    boolean moves = i % NAMES.size() < 2;
    int open = unseen ? -1 : (int) (20 + i + (moves ? tick % 50 * (i == 0 ? 20 : 1) : 0));
    List<Integer> recent = new ArrayList<>(before);
    recent.add(open);
    Map<String, Integer> classes = new LinkedHashMap<>();
    if (!unseen) {
      classes.put(StagedHistory.className(0), open / 2);
      classes.put(StagedHistory.className(2), open / 4);
    }
    return new WatchedProcess(
        i % 50 == 49 ? null : lineage(i),
        new ProcessFacts(
            new ProcessIdentity(pid, 100L + i),
            1,
            name,
            List.of("/usr/bin/" + name, "--title=<img src=x onerror=alert(2)>", "a\nb"),
            i % 3,
            started.minusSeconds(86_400L + i),
            'S',
            1 + i % 40),
        i % 3 == 0 ? "root" : "www-data",
        open,
        new DescriptorLimits(1024, i % 5 == 0 ? DescriptorLimits.UNLIMITED : 4096),
        unseen ? -1 : 50_000_000L + i * 100_000L,
        classes,
        moves ? 12.5 : i % 4 == 0 ? Double.NaN : 0,
        unseen ? Standing.UNSEEN : i < 2 ? Standing.LEAK : Standing.HEALTHY,
        i < 2 ? new Forecast(3600, 1800, Double.POSITIVE_INFINITY) : Forecast.NEVER,
        recent.size() > 60 ? recent.subList(recent.size() - 60, recent.size()) : recent,
        i < 3 ? "i-" + i : "",
        unseen ? new Blind("descriptors of pid " + pid, "EACCES on /proc", "run as root") : null);
  }

  /// Five seconds pass.
  public synchronized void tick() {
    ticks = ticks + 1;
    at = at.plusSeconds(5);
    rows.replaceAll((pid, row) -> row(pid - FIRST_PID, ticks, row.recent()));
    listeners.forEach(Runnable::run);
  }

  /// A process ends, between ticks.
  public void end(int pid) {
    rows.remove(pid);
  }

  public int listeners() {
    return listeners.size();
  }

  @Override
  public HostReport host() {
    if (broken) {
      throw new IllegalStateException("staged <failure>");
    }
    return new HostReport(
        "host-<b>1</b>",
        "6.18.5",
        at,
        Source.EBPF,
        rows.size(),
        rows.size() / 10,
        42,
        9000,
        800_000);
  }

  @Override
  public List<WatchedProcess> processes() {
    return List.copyOf(rows.values());
  }

  @Override
  public Optional<WatchedProcess> process(int pid) {
    return Optional.ofNullable(rows.get(pid));
  }

  @Override
  public Reading<Inventory> inventory(int pid) {
    WatchedProcess row = rows.get(pid);
    return row == null || row.open() < 0
        ? Reading.unseen(
            "descriptors of pid " + pid, "EACCES on /proc/" + pid + "/fd", "run as root")
        : Reading.seen(StagedEvidence.inventory(row, at));
  }

  @Override
  public Reading<LimitReport> limits(int pid) {
    WatchedProcess row = rows.get(pid);
    return row == null
        ? Reading.unseen("limits of pid " + pid, "it has ended", "")
        : Reading.seen(StagedEvidence.limits(row));
  }

  @Override
  public HistoryReader history() {
    return history;
  }

  @Override
  public List<Incident> incidents() {
    return incidents.values().stream()
        .sorted(java.util.Comparator.comparing(Incident::id).reversed())
        .toList();
  }

  @Override
  public Optional<Incident> incident(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public Optional<String> evidence(String incidentId) {
    return incidentId.equals("i-0") ? Optional.of(report("leak")) : Optional.empty();
  }

  private static String report(String verdict) {
    return """
    {"verdict": "%s", "reason": "700 of 700 stayed <b>open</b>",
     "findings": [{"verdict": "%s", "class": "close-wait", "count": 700,
       "siblings": {"opened": 12700, "closed": 12000, "medianLifeSeconds": 0.2},
       "origin": {"share": 1.0, "frames": [{"function": "fetch", "line": 71}]}}],
     "blind": []}
    """
        .formatted(verdict, verdict);
  }

  /// It is over at once.
  @Override
  public Reading<String> hunt(int pid) {
    if (hunts.size() >= 1000) {
      return Reading.unseen("a hunt", "too many run", "wait");
    }
    String id = "h-" + (hunts.size() + 1);
    hunts.put(id, new HuntState(id, pid, 60, 60, true, "leak", "i-0", report("leak"), ""));
    listeners.forEach(Runnable::run);
    return Reading.seen(id);
  }

  @Override
  public Optional<HuntState> hunt(String id) {
    return Optional.ofNullable(hunts.get(id));
  }

  @Override
  public List<AlertEntry> alerts(int most) {
    List<AlertEntry> entries = new ArrayList<>();
    for (int i = 1; i <= Math.min(most, 60); i++) {
      entries.add(StagedEvidence.alert(i, at));
    }
    return entries;
  }

  @Override
  public Reading<String> acknowledge(String incidentId, String by) {
    return incidents.containsKey(incidentId)
        ? Reading.seen("acknowledged by " + by)
        : Reading.unseen("incident " + incidentId, "there is no such alert", "");
  }

  @Override
  public List<Silence> silences() {
    return List.copyOf(silences.values());
  }

  @Override
  public Reading<String> silence(Silence wanted) {
    String id = "s-" + (silences.size() + 1);
    silences.put(
        id,
        new Silence(
            id, wanted.matchers(), wanted.from(), wanted.until(), wanted.by(), wanted.comment()));
    return Reading.seen(id);
  }

  @Override
  public Reading<String> endSilence(String id) {
    return silences.remove(id) == null
        ? Reading.unseen("silence " + id, "there is none by this id", "")
        : Reading.seen(id);
  }

  @Override
  public SelfReport self() {
    return StagedEvidence.self(started, at, ticks, rows.size());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.of(
            Metric.Type.GAUGE,
            "seep_process_open_fds",
            "Open descriptors.",
            120,
            "group",
            "unit:<b>nginx\".service\n"));
  }

  @Override
  public Reading<String> reload() {
    return Reading.seen("nothing changed");
  }

  @Override
  public Optional<String> notReady() {
    return notReady;
  }

  @Override
  public AutoCloseable listen(Runnable changed) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }
}

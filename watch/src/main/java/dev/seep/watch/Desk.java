package dev.seep.watch;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Silence;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.observer.Detail;
import dev.seep.store.History;
import dev.seep.store.HistoryReader;
import dev.seep.web.WatchView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Where the page and the API ask: answers from what the last tick left, and passes on what only
/// the watch's own thread may do.
final class Desk implements WatchView {

  /// The rest of the watch, as the desk needs it.
  ///
  /// @param snapshot what the last tick left
  /// @param onThread runs something on the watch's own thread and waits for it; unseen when that
  ///   thread does not answer in time
  record Behind(
      Supplier<Snapshot> snapshot,
      History history,
      Hunts hunts,
      Teller teller,
      OnThread onThread,
      Supplier<List<Metric>> further,
      Supplier<SortedMap<String, String>> labels,
      Supplier<Reading<String>> reload,
      Supplier<Optional<String>> notReady) {}

  /// See [Behind].
  interface OnThread {
    <T> Reading<T> call(BiFunction<Engine, Moment, Reading<T>> work);
  }

  private final Behind behind;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /// As they were last told, the one told longest ago first: the page asks at every tick, which is
  /// no time to read them from the disk.
  private final Map<String, Incident> told = new LinkedHashMap<>();

  /// @param kept the incidents of before, the newest first
  Desk(Behind behind, List<Incident> kept) {
    this.behind = behind;
    kept.reversed().forEach(this::told);
  }

  /// An incident was opened, has changed, or is over.
  void told(Incident incident) {
    synchronized (told) {
      told.remove(incident.id());
      told.put(incident.id(), incident);
      if (told.size() > Kept.MOST_INCIDENTS) {
        told.remove(told.keySet().iterator().next());
      }
    }
  }

  /// Something has changed.
  void tell() {
    for (Runnable listener : listeners) {
      listener.run();
    }
  }

  private Snapshot now() {
    return behind.snapshot().get();
  }

  @Override
  public HostReport host() {
    return now().host();
  }

  @Override
  public List<WatchedProcess> processes() {
    return now().processes();
  }

  @Override
  public Optional<WatchedProcess> process(int pid) {
    return now().processes().stream().filter(one -> one.process().pid() == pid).findFirst();
  }

  @Override
  public Reading<Inventory> inventory(int pid) {
    return identified(
        pid,
        (engine, process) ->
            engine.eye().inventory(process.process().identity(), Detail.EVERYTHING));
  }

  @Override
  public Reading<LimitReport> limits(int pid) {
    return identified(pid, (engine, process) -> engine.eye().limits(process.process().identity()));
  }

  private interface OfProcess<T> {
    Reading<T> read(Engine engine, WatchedProcess process);
  }

  private <T> Reading<T> identified(int pid, OfProcess<T> work) {
    Optional<WatchedProcess> process = process(pid);
    return process.isEmpty()
        ? Reading.unseen("process " + pid, "it was not there at the last tick", "")
        : behind.onThread().call((engine, now) -> work.read(engine, process.get()));
  }

  @Override
  public HistoryReader history() {
    return behind.history();
  }

  @Override
  public List<Incident> incidents() {
    Map<String, Incident> all = new LinkedHashMap<>();
    for (Incident open : now().incidents()) {
      all.put(open.id(), open);
    }
    synchronized (told) {
      told.forEach(all::putIfAbsent);
    }
    List<Incident> sorted = new ArrayList<>(all.values());
    sorted.sort((a, b) -> b.openedAt().compareTo(a.openedAt()));
    return sorted;
  }

  @Override
  public Optional<Incident> incident(String id) {
    for (Incident open : now().incidents()) {
      if (open.id().equals(id)) {
        return Optional.of(open);
      }
    }
    return Kept.incident(behind.history().documents(), id);
  }

  @Override
  public Optional<String> evidence(String incidentId) {
    return Kept.evidence(behind.history().documents(), incidentId);
  }

  @Override
  public Reading<String> hunt(int pid) {
    return behind.onThread().call((engine, now) -> engine.hunt(pid, now));
  }

  @Override
  public Optional<HuntState> hunt(String id) {
    return behind.hunts().state(id);
  }

  @Override
  public List<AlertEntry> alerts(int most) {
    return behind.teller().log(most);
  }

  @Override
  public Reading<String> acknowledge(String incidentId, String by) {
    return behind.teller().acknowledge(incidentId, by);
  }

  @Override
  public List<Silence> silences() {
    return behind.teller().silences();
  }

  @Override
  public Reading<String> silence(Silence wanted) {
    return behind.teller().silence(wanted);
  }

  @Override
  public Reading<String> endSilence(String id) {
    return behind.teller().endSilence(id);
  }

  @Override
  public SelfReport self() {
    return now().self();
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = Figures.of(now());
    metrics.addAll(behind.further().get());
    metrics.addAll(behind.teller().metrics());
    SortedMap<String, String> labels = behind.labels().get();
    return labels.isEmpty()
        ? metrics
        : metrics.stream().map(metric -> labelled(metric, labels)).toList();
  }

  /// What a figure says of itself wins over what is said of all.
  private static Metric labelled(Metric metric, SortedMap<String, String> labels) {
    TreeMap<String, String> all = new TreeMap<>(labels);
    all.putAll(metric.labels());
    return new Metric(metric.name(), metric.type(), metric.help(), all, metric.value());
  }

  @Override
  public Reading<String> reload() {
    return behind.reload().get();
  }

  @Override
  public Optional<String> notReady() {
    return behind.notReady().get();
  }

  @Override
  public AutoCloseable listen(Runnable changed) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }
}

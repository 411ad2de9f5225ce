package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Standing;
import dev.seep.export.Names;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.web.WatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// The watch without its doors: the engine on its thread, what it remembers, and whom it tells.
final class Watch implements Loop.Work, AutoCloseable {
  private static final int SILENT_INTERVALS = 4;
  private static final double ROLL_SECONDS = 60;

  private final WatchParts parts;
  private final WatchClock clock;
  private final Hunts hunts;
  private final Engine engine;
  private final SelfWatch self;
  private final Loop loop;
  private final Desk desk;
  private final Map<String, Long> failures = new ConcurrentHashMap<>();
  private final Map<String, Standing> marked = new HashMap<>();
  private final String hostName;
  private final String kernel;
  private Map<ProcessIdentity, Lineage> rollKept = Map.of();
  private double rollKeptAt = Double.NEGATIVE_INFINITY;
  private volatile Snapshot snapshot;
  private volatile Duration interval;
  private WatchSettings settings;
  private Supplier<Reading<String>> reload =
      () -> Reading.unseen("a reload", "the watch was started without a configuration file", "");
  private Supplier<List<Metric>> further = List::of;
  private Supplier<List<Blind>> unseen = List::of;

  Watch(WatchParts parts, String hostName, String kernel) {
    this.parts = parts;
    this.hostName = hostName;
    this.kernel = kernel;
    this.interval = parts.settings().interval();
    this.settings = parts.settings();
    clock = new WatchClock(parts.wall(), parts.nanos());
    hunts = new Hunts(parts.hunts(), parts.settings().hunts());
    self = new SelfWatch(new ProcFs(), clock.now().wall(), parts.settings().allowance());
    engine =
        new Engine(
            new Engine.EngineParts(
                parts.eye(),
                parts.namer(),
                hunts,
                parts.history(),
                parts.settings().watched(),
                parts.settings().looksShare(),
                parts.settings().classes(),
                parts.settings().resources()));
    List<Incident> before = Kept.incidents(parts.history().documents());
    for (Incident kept : before) {
      if (kept.isOpen()) {
        engine.incidents().restore(kept);
        marked.put(kept.id(), kept.standing());
        // Whoever tells people knows whom it has told: reminders go on from there.
        parts.teller().incident(kept);
      }
    }
    engine.roll().expect(Kept.roll(parts.history().documents()));
    snapshot = nothingYet();
    loop = new Loop(interval, parts.nanos(), this);
    desk =
        new Desk(
            new Desk.Behind(
                () -> snapshot,
                parts.history(),
                hunts,
                parts.teller(),
                new Desk.OnThread() {
                  @Override
                  public <T> Reading<T> call(BiFunction<Engine, Moment, Reading<T>> work) {
                    return loop.call(() -> work.apply(engine, clock.now()));
                  }
                },
                () -> further.get(),
                () -> settings.labels(),
                () -> reload.get(),
                this::notReady),
            before);
  }

  private Snapshot nothingYet() {
    Moment now = clock.now();
    return new Snapshot(
        new HostReport(hostName, kernel, now.wall(), Source.PROCFS, 0, 0, 0, -1, -1),
        List.of(),
        List.of(),
        self.report(
            now, parts.history().size(), 0, engine.capacity(), hunts, List.of(), List.of()));
  }

  WatchView view() {
    return desk;
  }

  void onReload(Supplier<Reading<String>> action) {
    reload = action;
  }

  /// Other settings, from the next tick on. For any thread.
  void reconfigure(WatchSettings changed) {
    loop.ask(() -> {
      settings = changed;
      interval = changed.interval();
      loop.reconfigure(interval);
      hunts.reconfigure(changed.hunts());
      self.reconfigure(changed.allowance());
      engine.watch(changed.watched());
    });
  }

  /// More figures for other monitors.
  void alsoTells(Supplier<List<Metric>> figures) {
    further = figures;
  }

  /// What cannot be seen beside what the engine's eye cannot see.
  void alsoSees(Supplier<List<Blind>> further) {
    unseen = further;
  }

  /// Runs until [#stop], on the caller's thread.
  void run() {
    loop.run();
  }

  void stop() {
    loop.stop();
  }

  /// Proof from elsewhere that a process has reached a limit. For any thread.
  void exhausted(int pid, String proof) {
    loop.ask(() -> told(engine.exhaustedAt(pid, proof, clock.now())));
  }

  @Override
  public void tick(long lateNanos) {
    Moment now = clock.now();
    long began = parts.nanos().getAsLong();
    clock.stepped(now).ifPresent(step -> stepped(step, now));
    told(engine.tick(now));
    parts.history().tick(now.wall(), engine.takePoints(), engine.takeMarks());
    parts.teller().tick(now.wall());
    keepRoll(now);
    double millis = (parts.nanos().getAsLong() - began) / 1e6;
    self.ticked(now, millis, lateNanos > interval.toNanos() / 2);
    snapshot = engine.snapshot(report(now), hostName, kernel);
    desk.tell();
  }

  private void keepRoll(Moment now) {
    if (now.seconds() < rollKeptAt + ROLL_SECONDS) {
      return;
    }
    Map<ProcessIdentity, Lineage> known = engine.roll().known();
    if (!known.equals(rollKept)) {
      Kept.roll(parts.history().documents(), known);
      rollKept = known;
      rollKeptAt = now.seconds();
    }
  }

  private void stepped(Duration step, Moment now) {
    String text =
        "the clock was set "
            + (step.isNegative() ? "back by " : "forward by ")
            + step.abs().toSeconds()
            + " s";
    parts.log().line(text);
    engine.recorder().mark(now.wall(), Recorder.SEEP, "clock", text);
  }

  private void told(List<Incident> incidents) {
    for (Incident incident : incidents) {
      Kept.incident(parts.history().documents(), incident);
      desk.told(incident);
      mark(incident);
      parts.teller().incident(incident);
    }
  }

  /// Where its standing changed; what only grew is no news on a graph.
  private void mark(Incident incident) {
    Standing before =
        incident.isOpen()
            ? marked.put(incident.id(), incident.standing())
            : marked.remove(incident.id());
    if (!incident.isOpen() || before != incident.standing()) {
      engine
          .recorder()
          .mark(
              incident.changedAt(),
              incident.lineage().id(),
              incident.isOpen() ? "incident" : "resolved",
              incident.standing().slug() + ": " + incident.what());
    }
  }

  private SelfReport report(Moment now) {
    List<Blind> blind = new ArrayList<>(engine.blind());
    blind.addAll(unseen.get());
    parts.history().trouble().ifPresent(blind::add);
    List<String> shed = new ArrayList<>(engine.shed());
    shed.addAll(parts.teller().troubles());
    if (self.isOverCpu()) {
      shed.add("looks at descriptors are halved, as Seep takes more of the processor than allowed");
    }
    engine.looks().reconfigure(settings.looksShare() * (self.isOverCpu() ? 0.5 : 1));
    return self.report(
        now,
        parts.history().size(),
        engine.recorder().series(),
        engine.capacity(),
        hunts,
        shed,
        blind);
  }

  @Override
  public void failed(String task, Throwable thrown) {
    failures.merge(task, 1L, Long::sum);
    StackTraceElement[] at = thrown.getStackTrace();
    parts.log().line("a " + task + " failed: " + thrown + (at.length == 0 ? "" : " at " + at[0]));
  }

  /// What of the watch's own work has failed, by task.
  List<Metric> failureFigures() {
    List<Metric> figures = new ArrayList<>();
    new TreeMap<>(failures)
        .forEach(
            (task, count) -> figures.add(Names.TASK_FAILURES_TOTAL.metric((double) count, task)));
    return figures;
  }

  private Optional<String> notReady() {
    double silent = loop.silentSeconds();
    if (silent > SILENT_INTERVALS * interval.toMillis() / 1e3) {
      return Optional.of("no tick has ended for " + Math.round(silent) + " s");
    }
    if (snapshot.self().ticks() == 0) {
      return Optional.of("the first tick has not ended yet");
    }
    return parts.history().trouble().map(blind -> blind.what() + ": " + blind.why());
  }

  @Override
  public void close() {
    loop.stop();
    hunts.close();
  }
}

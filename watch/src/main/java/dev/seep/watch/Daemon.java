package dev.seep.watch;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.Secret;
import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.Workload;
import dev.seep.export.Exporters;
import dev.seep.export.Exposition;
import dev.seep.export.Names;
import dev.seep.export.Origin;
import dev.seep.export.config.ExportSettings;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.observer.Eye;
import dev.seep.observer.Observer;
import dev.seep.observer.SourceChoice;
import dev.seep.store.Histories;
import dev.seep.store.History;
import dev.seep.watch.Engine.Resources;
import dev.seep.watch.Engine.Watched;
import dev.seep.watch.Hunts.HuntSettings;
import dev.seep.watch.SelfWatch.Allowance;
import dev.seep.watch.config.Problem;
import dev.seep.watch.config.Reloader;
import dev.seep.watch.config.WatchConfig;
import dev.seep.web.TlsSettings;
import dev.seep.web.WatchServer;
import dev.seep.web.WatchView;
import dev.seep.web.WebOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `seep watch`: puts the watch together with the machine's eye, its store, its doors and those
/// whom it tells, and takes all of it apart again in the order in which nothing is lost.
public final class Daemon implements AutoCloseable {
  private static final int STOP_SECONDS = 10;

  /// A hunt that finds something costs so much of a processor.
  private static final double HUNT_CPU_SECONDS = 3;

  /// What a daemon is started with.
  ///
  /// @param file the configuration came from, empty for the defaults
  /// @param hash of that file, empty for none
  /// @param log takes a line for whoever runs the daemon
  public record Start(
      WatchConfig config,
      Optional<Path> file,
      String hash,
      Path data,
      HuntRunner hunts,
      String version,
      LineLog log) {}

  /// Takes a line for whoever runs the daemon.
  @FunctionalInterface
  public interface LineLog {
    void line(String text);
  }

  private final Start start;
  private final Eye eye;
  private final History history;
  private final AlertTeller teller;
  private final Exporters exporters;
  private final Watch watch;
  private final Witnesses witnesses;
  private final WatchServer server;
  private final Reloader reloader;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean reloaded = true;
  private volatile Instant reloadedAt;

  private Daemon(Start start, Eye eye, History history, WatchServerStart serving)
      throws NotStarted {
    this.start = start;
    this.eye = eye;
    this.history = history;
    InstantSource clock = InstantSource.system();
    String host = HostName.read();
    WatchConfig config = start.config();
    // Any free port is known when it is taken, which is later: then there is no link.
    String url =
        config.externalUrl().map(URI::toString).orElse(config.listen().port() == 0 ? "" : ownUrl());
    teller =
        new AlertTeller(
            config.alerting(), history.documents(), clock, host, url.replaceFirst("/+$", ""));
    reloadedAt = clock.instant();
    exporters = new Exporters(new Origin(host, start.version(), reloadedAt), clock);
    exporters.configure(exports(config));
    watch =
        new Watch(
            new WatchParts(
                eye,
                Namer.byControlGroup(new ProcFs()),
                history,
                start.hunts(),
                teller,
                clock,
                System::nanoTime,
                settings(config),
                start.log()::line),
            host,
            HostName.kernel());
    reloader = new Reloader(start.file(), config, start.hash(), this::use);
    watch.onReload(this::reload);
    watch.alsoTells(this::ownFigures);
    watch.view().listen(() -> exporters.offer(clock.instant(), () -> watch.view().metrics()));
    Reading<WatchServer> begun = serving.start(watch);
    witnesses = Witnesses.begin(config.logs(), watch::exhausted, clock);
    watch.alsoSees(witnesses::blind);
    server =
        switch (begun) {
          case Reading.Seen<WatchServer> seen -> seen.value();
          case Reading.Unseen<WatchServer> unseen -> {
            witnesses.close();
            teller.close();
            exporters.close();
            throw new NotStarted(unseen.blind());
          }
        };
  }

  private String ownUrl() {
    return (start.config().tls().isPresent() ? "https://" : "http://") + start.config().listen();
  }

  /// How the page is served.
  private interface WatchServerStart {
    Reading<WatchServer> start(Watch watch);
  }

  private static final class NotStarted extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Blind blind;

    NotStarted(Blind blind) {
      super(blind.why());
      this.blind = blind;
    }
  }

  /// Starts a daemon; [#run] it, and close it at the end.
  ///
  /// @return unseen when the store is not to be had or the page cannot be served, with the mend
  public static Reading<Daemon> start(Start start) {
    WatchConfig config = start.config();
    Histories.Bounds bounds =
        new Histories.Bounds(config.history().maxBytes(), config.history().maxAge());
    return switch (Histories.open(start.data(), bounds, InstantSource.system())) {
      case Reading.Unseen<History> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<History> history -> start(start, history.value());
    };
  }

  private static Reading<Daemon> start(Start start, History history) {
    Reading<Eye> eye = Observer.open(Path.of("/proc"), SourceChoice.AUTO);
    if (eye instanceof Reading.Unseen<Eye> unseen) {
      history.close();
      return new Reading.Unseen<>(unseen.blind());
    }
    Eye opened = ((Reading.Seen<Eye>) eye).value();
    try {
      return Reading.seen(
          new Daemon(
              start,
              opened,
              history,
              watch ->
                  WatchServer.start(options(start.config()), watch.view(), Exposition::write)));
    } catch (NotStarted not) {
      opened.close();
      history.close();
      return new Reading.Unseen<>(not.blind);
    }
  }

  private static WebOptions options(WatchConfig config) {
    return new WebOptions(
        new InetSocketAddress(config.listen().host(), config.listen().port()),
        config.tls().map(tls -> new TlsSettings(tls.certFile(), tls.keyFile())),
        config.token().isNone() ? Optional.empty() : Optional.of(() -> read(config.token())),
        Set.copyOf(config.allowedHosts()),
        config.insecure());
  }

  private static String read(Secret secret) {
    return switch (secret.read()) {
      case Reading.Seen<String> seen -> seen.value();
      case Reading.Unseen<String> unseen ->
          throw new IllegalStateException(unseen.blind().what() + ": " + unseen.blind().why());
    };
  }

  private static WatchSettings settings(WatchConfig config) {
    WatchConfig.Hunts hunts = config.hunts();
    WatchConfig.Budget budget = config.budget();
    return new WatchSettings(
        config.interval(),
        new HuntSettings(
            hunts.enabled(),
            hunts.length(),
            hunts.atOnce(),
            Math.max(1, hunts.cpuShare() * 3_600 / HUNT_CPU_SECONDS),
            6,
            hunts.every()),
        new Allowance(
            budget.cpuShare(), hunts.cpuShare(), budget.residentBytes(), budget.descriptors()),
        0.4 * budget.cpuShare(),
        WatchSettings.STANDARD.classes(),
        new Resources(config.watching().memory(), config.watching().threads()),
        config.labels(),
        watched(config.watching()));
  }

  private static Watched watched(WatchConfig.Watching watching) {
    if (watching.include().isEmpty() && watching.exclude().isEmpty()) {
      return row -> true;
    }
    Namer namer = Namer.byControlGroup(new ProcFs());
    Map<ProcessIdentity, Boolean> known = new Recent<>(2 * Roll.MOST);
    return row ->
        known.computeIfAbsent(row.process().identity(), identity -> watches(watching, namer, row));
  }

  /// A map that forgets what was put first.
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Recent(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  private static boolean watches(WatchConfig.Watching watching, Namer namer, ProcessRow row) {
    Workload workload = namer.of(row.process());
    return watching.watches(workload.id(), row.process().name(), row.user());
  }

  private static List<ExportSettings> exports(WatchConfig config) {
    List<ExportSettings> all = new ArrayList<>(config.remoteWrite());
    config.otlp().ifPresent(all::add);
    return all;
  }

  private List<Metric> ownFigures() {
    List<Metric> figures = new ArrayList<>(exporters.metrics());
    figures.addAll(watch.failureFigures());
    figures.add(Names.CONFIG_LAST_RELOAD_SUCCESSFUL.metric(reloaded ? 1 : 0));
    figures.add(
        Names.CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP_SECONDS.metric(reloadedAt.toEpochMilli() / 1e3));
    figures.add(
        Names.BUILD_INFO.metric(1, start.version(), System.getProperty("java.version", "")));
    return figures;
  }

  /// Reads the configuration again (`/-/reload`, SIGHUP). For any thread.
  public Reading<String> reload() {
    return switch (reloader.reload()) {
      case Reloader.Outcome.Applied applied -> {
        reloaded = true;
        reloadedAt = Instant.now();
        String said =
            applied.changed().isEmpty()
                ? "nothing has changed"
                : "changed: " + String.join(", ", applied.changed());
        String later =
            applied.needRestart().isEmpty()
                ? ""
                : "; from the next start on: " + String.join(", ", applied.needRestart());
        start.log().line("configuration read again; " + said + later);
        yield Reading.seen(said + later);
      }
      case Reloader.Outcome.Kept kept -> {
        reloaded = start.file().isEmpty();
        String problems =
            kept.problems().stream().map(Problem::text).collect(Collectors.joining("; "));
        start.log().line("the configuration stays as it was: " + problems);
        yield Reading.unseen(
            "the configuration", problems, "seep check-config shows each place; the old one stays");
      }
    };
  }

  private void use(WatchConfig config) {
    AlertingConfig alerting = config.alerting();
    teller.reconfigure(alerting);
    exporters.configure(exports(config));
    watch.reconfigure(settings(config));
  }

  /// What the page shows.
  public WatchView view() {
    return watch.view();
  }

  /// Where the page is.
  public URI uri() {
    return server.uri();
  }

  /// Runs until [#stop], on the caller's thread.
  public void run() {
    try {
      watch.run();
    } finally {
      over.countDown();
    }
  }

  /// Ends [#run] soon, and waits for it. For any thread.
  public void stop() {
    watch.stop();
    try {
      if (!over.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        start.log().line("the watch did not come to an end in " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Doors first, then those who write, then what they write to.
  @Override
  public void close() {
    server.close();
    witnesses.close();
    watch.close();
    exporters.close();
    teller.close();
    history.close();
    eye.close();
  }
}

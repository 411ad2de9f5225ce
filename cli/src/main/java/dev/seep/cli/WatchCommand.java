package dev.seep.cli;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.watch.ChildHunts;
import dev.seep.watch.Daemon;
import dev.seep.watch.config.ConfigFile;
import dev.seep.watch.config.Listen;
import dev.seep.watch.config.Problem;
import dev.seep.watch.config.Warning;
import dev.seep.watch.config.WatchConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "watch",
    description =
        "Watch every process for leaks: history, a page to look at, metrics, and alerts with the"
            + " diagnosis in them.",
    footer = {
      "",
      "Without a configuration it serves its page on http://127.0.0.1:7337, keeps history for 28",
      "days in 1 GiB at most, and tells nobody. It reads /etc/seep/watch.yaml when there is one.",
      "SIGHUP reads the configuration again; SIGTERM and Ctrl-C end it.",
      "",
      "Exit codes: 0 ended on request, 2 the configuration is refused, 3 it could not start.",
      "",
      "Examples:",
      "  seep watch                                  watch this machine; then open the page",
      "  seep watch --config watch.yaml              with alerts, as `seep check-config` knows them",
      "  seep watch --listen 127.0.0.1:0 --data /tmp/seep   anywhere, for a try"
    })
final class WatchCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      description = "Where to serve the page and the API (default 127.0.0.1:7337; port 0: any).")
  @Nullable String listen;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the history (default /var/lib/seep for root, ~/.local/state/seep for others).")
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default /etc/seep/watch.yaml when there is one).")
  @Nullable Path config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Session session;

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<Path> file = file();
    WatchConfig wanted = WatchConfig.defaults();
    String hash = "";
    if (file.isPresent()) {
      switch (ConfigFile.load(file.get())) {
        case ConfigFile.Result.Loaded loaded -> {
          wanted = loaded.config();
          hash = loaded.hash();
          loaded.warnings().forEach(this::warn);
        }
        case ConfigFile.Result.Refused refused -> {
          refused.problems().forEach(this::refuse);
          session.say("see all of it: seep check-config " + file.get());
          return REFUSED;
        }
        case ConfigFile.Result.Unread(Problem problem) -> {
          refuse(problem);
          return ExitCode.CANNOT_TELL;
        }
      }
    }
    if (listen != null) {
      Optional<Listen> at = Listen.parse(listen);
      if (at.isEmpty()) {
        session.say("--listen takes ADDRESS:PORT, such as 127.0.0.1:7337");
        return ExitCode.USAGE;
      }
      wanted = wanted.withListen(at.get());
    }
    return run(wanted, file, hash);
  }

  private Optional<Path> file() {
    if (config != null) {
      return Optional.of(config);
    }
    return Files.exists(ConfigFile.DEFAULT_PATH)
        ? Optional.of(ConfigFile.DEFAULT_PATH)
        : Optional.empty();
  }

  private int run(WatchConfig wanted, Optional<Path> file, String hash) {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    boolean root = new ProcFs().process(self).map(process -> process.uid() == 0).orElse(false);
    Path folder = data != null ? data : wanted.dataFolder(System.getenv(), root);
    Daemon.Start start =
        new Daemon.Start(
            wanted,
            file,
            hash,
            folder,
            new ChildHunts(OwnCommand.line()),
            SeepCommand.Version.number(),
            this::log);
    return switch (Daemon.start(start)) {
      case Reading.Unseen<Daemon> unseen -> {
        session.say(unseen.blind());
        yield ExitCode.CANNOT_TELL;
      }
      case Reading.Seen<Daemon> seen -> serve(seen.value(), folder);
    };
  }

  private int serve(Daemon daemon, Path folder) {
    try (daemon) {
      session.interrupt().install();
      Signals.take(List.of("HUP"), _ -> daemon.reload());
      Thread.ofVirtual().name("stop").start(() -> stopWhenAsked(daemon));
      log("watching this machine; the page: " + daemon.uri() + "  history: " + folder);
      daemon.run();
      log("ended");
    }
    return ExitCode.HEALTHY;
  }

  private void stopWhenAsked(Daemon daemon) {
    while (!session.interrupt().await(Long.MAX_VALUE)) {
      // Only the end of it counts.
    }
    daemon.stop();
  }

  private void log(String line) {
    session.say(KernelText.printable(line));
  }

  private void warn(Warning warning) {
    session.say("warning: " + KernelText.printable(warning.text()));
  }

  private void refuse(Problem problem) {
    session.say(KernelText.printable(problem.text()));
  }
}

package dev.seep.cli;

import dev.seep.cli.daemon.DaemonClient;
import dev.seep.cli.daemon.JsonTree;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.cli.render.HuntScreen;
import dev.seep.cli.top.DaemonSource;
import dev.seep.cli.top.HuntEnd;
import dev.seep.cli.top.LocalSource;
import dev.seep.cli.top.SortKey;
import dev.seep.cli.top.TopLook;
import dev.seep.cli.top.TopLoop;
import dev.seep.cli.top.TopScreen;
import dev.seep.cli.top.TopSource;
import dev.seep.evidence.Blind;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.hunt.HuntOptions;
import dev.seep.kernel.libc.ProcessCalls;
import dev.seep.observer.Eye;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "top",
    description =
        "Watch every process on a full screen: who holds ever more, and how long it lasts.",
    footer = {
      "",
      "Keys: ? shows them all; Enter looks into a process, h hunts it there, / filters, q quits.",
      "",
      "Examples:",
      "  seep top                            with the figures of `seep watch` when it runs here",
      "  seep top --sort rss --user www      who of www takes the most memory",
      "  seep top --no-daemon --interval 5s  count for yourself, every five seconds",
      "  seep top --once                     one plain screen, for a script or a dumb terminal"
    })
final class TopCommand implements Callable<Integer> {
  private static final int SIGTSTP = 20;

  /// By then the kernel has stopped every thread of the process.
  private static final long STOP_MILLIS = 50;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      converter = ToSort.class,
      completionCandidates = SortWords.class,
      description =
          "Sort by standing (who leaks), limit (nearness to it), open, rate, left (time), rss,"
              + " threads, pid, user or command.")
  SortKey sort = SortKey.STANDING;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Only processes with TEXT in their name, command line or workload.")
  String filter = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Only processes of this user, by name or number.")
  String user = "";

  @Option(
      names = "--interval",
      paramLabel = "SPAN",
      converter = Durations.class,
      description = "Look again after this long, such as 2s (the default).")
  Duration interval = Duration.ofSeconds(2);

  @Option(names = "--no-daemon", description = "Count here, even when `seep watch` runs.")
  boolean noDaemon;

  @Option(names = "--once", description = "Print one plain screen and end.")
  boolean once;

  @Mixin DaemonOptions daemon = new DaemonOptions();

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  TopCommand(Session session) {
    this.session = session;
  }

  static final class SortWords extends CommonOptions.Words {
    SortWords() {
      super(Arrays.stream(SortKey.values()).map(SortKey::word).toArray(String[]::new));
    }
  }

  static final class ToSort implements ITypeConverter<SortKey> {
    @Override
    public SortKey convert(String value) {
      return SortKey.ofWord(value)
          .orElseThrow(() ->
              new TypeConversionException("expected one of " + String.join(", ", new SortWords())));
    }
  }

  @Override
  public Integer call() {
    if (common.json || (noDaemon && daemon.isGiven())) {
      session.say(
          common.json
              ? "seep top is for people; seep ps --json and the watch's API are for scripts"
              : "--no-daemon and --url exclude each other");
      return ExitCode.USAGE;
    }
    if (interval.compareTo(Duration.ofMillis(200)) < 0) {
      session.say("--interval needs 200ms or more: a look at every process takes its time");
      return ExitCode.USAGE;
    }
    try (TopSource source = source()) {
      return once ? print(source) : watch(source);
    } catch (UnseenException e) {
      return common.unseen(session, e.blind(), _ -> {});
    }
  }

  /// The watch that was named, or the one that answers here, or this very process.
  private TopSource source() {
    if (noDaemon || (!daemon.isGiven() && !daemon.isAnybodyThere())) {
      return here();
    }
    DaemonClient client = daemon.client();
    Reading<JsonTree> host = client.get("/api/v1/host");
    if (host instanceof Reading.Unseen<JsonTree>(Blind blind)) {
      client.close();
      if (daemon.isGiven()) {
        throw new UnseenException(blind);
      }
      return here();
    }
    return new DaemonSource(client, session.clock());
  }

  private TopSource here() {
    return new LocalSource(common.open(session), hostName(), System::nanoTime, this::hunt);
  }

  private int watch(TopSource source) {
    Terminal terminal = session.terminal();
    if (!terminal.outIsTerminal() || "dumb".equals(System.getenv("TERM"))) {
      session.say("seep top needs a terminal with a cursor; seep top --once prints one screen");
      return ExitCode.USAGE;
    }
    TopLoop loop =
        new TopLoop(
            source, screens(), sort, filter, user, session.clock(), interval, TopCommand::stop);
    session.interrupt().install();
    Thread.ofVirtual()
        .start(() -> {
          session.interrupt().await(Long.MAX_VALUE);
          loop.end();
        });
    Signals.take(List.of("WINCH", "CONT"), loop::signal);
    Blind trouble = loop.run(session.out()::text);
    if (trouble != null) {
      session.say(trouble);
      return ExitCode.USAGE;
    }
    return ExitCode.HEALTHY;
  }

  /// One screen as wide as the terminal and as long as it needs to be.
  private int print(TopSource source) {
    TopLook look = source.look();
    if (look.trouble() != null) {
      return common.unseen(session, look.trouble(), _ -> {});
    }
    session
        .out()
        .text(
            screens().page(look, source.name(), sort, filter, user, session.terminal().columns()));
    return ExitCode.HEALTHY;
  }

  private TopScreen screens() {
    Canvas canvas = common.canvas(session);
    Glyphs glyphs = session.terminal().unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
    return new TopScreen(canvas.coloured(), glyphs, ZoneId.systemDefault());
  }

  /// Stops the whole job, as the terminal would have done at Ctrl-Z.
  private static void stop() {
    ProcessCalls.kill(0, SIGTSTP);
    try {
      Thread.sleep(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reading<HuntEnd> hunt(
      ProcessIdentity target, Consumer<TopSource.HuntStep> progress, BooleanSupplier stop) {
    try (Eye eye = common.open(session)) {
      HuntOptions options = new HuntOptions(HuntOptions.DEFAULT_LENGTH, false);
      HuntReport report =
          session.wiring().hunters().apply(eye).hunt(target, options, told(progress, stop));
      return Reading.seen(
          new HuntEnd(
              report.verdict().slug(),
              report.verdict().reason(),
              List.of(),
              canvas -> HuntScreen.draw(canvas, report, session.clock().instant())));
    } catch (UnseenException e) {
      return new Reading.Unseen<>(e.blind());
    }
  }

  private static Progress told(Consumer<TopSource.HuntStep> progress, BooleanSupplier stop) {
    return new Progress() {
      @Override
      public void began() {}

      @Override
      public void at(
          double elapsedSeconds, double totalSeconds, int looks, int open, String leading) {
        progress.accept(new TopSource.HuntStep(elapsedSeconds, totalSeconds, open, leading));
      }

      @Override
      public boolean stopRequested() {
        return stop.getAsBoolean();
      }
    };
  }

  /// The kernel's name of this host.
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.HuntScreen;
import dev.seep.cli.render.InspectScreen;
import dev.seep.contract.HuntJson;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Verdict;
import dev.seep.hunt.HuntOptions;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Start a small daemon that leaks sockets, inspect it, hunt it, and end it.",
    footer = {
      "",
      "The exit code is 0 when the planted leak was found, 3 when it was not.",
      "",
      "Examples:",
      "  seep demo           with what is permitted to this user",
      "  sudo seep demo      with what is permitted to root"
    })
final class DemoCommand implements Callable<Integer> {
  private static final String DAEMON = "dev.seep.casebook.demo.ConnectorDaemon";
  private static final Duration LONGEST_HUNT = Duration.ofSeconds(60);

  /// It ends by itself then, should this process be killed before it can end it.
  private static final String LIFE_SECONDS = "180";

  /// So that the first look has something to show.
  private static final long HEAD_START_MILLIS = 4_000;

  /// The class to start instead; for tests.
  @Option(names = "--daemon", paramLabel = "CLASS", hidden = true, description = "Start this.")
  String daemon = DAEMON;

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.interrupt().install();
    tell("Starting a daemon that leaks: each request that times out while it connects leaves a");
    tell("socket behind, as in the story of the crawler (its log looks perfect).");
    Process child = start();
    try {
      if (!isReady(child)) {
        session.say("the daemon ended before it was ready");
        return ExitCode.CANNOT_TELL;
      }
      boolean interrupted = session.interrupt().await(HEAD_START_MILLIS);
      return interrupted ? ExitCode.CANNOT_TELL : look(child);
    } finally {
      end(child);
    }
  }

  /// The daemon's own words go to standard error: standard output holds the report alone.
  private Process start() throws IOException {
    String home = System.getProperty("seep.home", "");
    String classPath = home.isEmpty() ? System.getProperty("java.class.path", "") : home + "/lib/*";
    String java = System.getProperty("java.home") + "/bin/java";
    return new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            daemon,
            "--seconds",
            LIFE_SECONDS)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The daemon says one line when it runs, and nothing after it.
  private static boolean isReady(Process child) throws IOException {
    var lines =
        new BufferedReader(
            new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    return lines.readLine() != null;
  }

  private int look(Process child) {
    try (Eye eye = common.open(session)) {
      return switch (eye.process(Math.toIntExact(child.pid()))) {
        case Reading.Unseen<ProcessFacts> unseen -> {
          session.say("the daemon cannot be seen: " + unseen.blind().why());
          yield ExitCode.of(unseen.blind());
        }
        case Reading.Seen<ProcessFacts> seen -> {
          inspect(eye, seen.value());
          yield hunt(eye, seen.value());
        }
      };
    }
  }

  private void inspect(Eye eye, ProcessFacts process) {
    tell("");
    tell("$ seep inspect " + process.pid());
    if (!common.json
        && eye.inventory(process.identity(), Detail.SUMMARY)
            instanceof Reading.Seen<Inventory>(Inventory inventory)) {
      Canvas canvas = common.canvas(session);
      InspectScreen.draw(canvas, inventory, Summary.of(inventory));
      CommonOptions.print(session, canvas);
    }
  }

  private int hunt(Eye eye, ProcessFacts process) {
    tell("");
    tell("$ seep hunt " + process.pid() + " --for 60s");
    HuntReport report;
    try (ProgressLine progress = new ProgressLine(session)) {
      HuntOptions options = new HuntOptions(LONGEST_HUNT, false);
      report = session.wiring().hunters().apply(eye).hunt(process.identity(), options, progress);
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> HuntJson.write(json, report));
    } else {
      Canvas canvas = common.canvas(session);
      HuntScreen.draw(canvas, report, session.clock().instant());
      CommonOptions.print(session, canvas);
    }
    return report.verdict() instanceof Verdict.Leak ? ExitCode.HEALTHY : ExitCode.CANNOT_TELL;
  }

  private void end(Process child) {
    child.destroy();
    try {
      if (!child.waitFor(Duration.ofSeconds(3))) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    tell("");
    tell("The daemon (pid " + child.pid() + ") is ended.");
  }

  /// What happens, between the screens; nothing for a script.
  private void tell(String line) {
    if (!common.json) {
      session.out().text(line + "\n");
    }
  }
}

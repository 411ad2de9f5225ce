package dev.seep.cli;

import dev.seep.cli.data.HuntJson;
import dev.seep.cli.data.Json;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.HuntScreen;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ProcessFacts;
import dev.seep.observer.Eye;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "hunt",
    description = "Watch a process and say whether it leaks, what, how fast, and when it dies.",
    footer = {
      "",
      "Exit codes: 0 healthy, 1 suspect, 2 leak, 3 cannot tell, 64 usage, 77 not permitted.",
      "Ctrl-C ends the watch early and prints what is known by then.",
      "",
      "Examples:",
      "  seep hunt 4711                     watch process 4711 for up to two minutes",
      "  seep hunt crawler --for 10m        a slow leak needs a longer look",
      "  seep hunt nginx --json --for 1m    for a script"
    })
final class HuntCommand extends ProcessCommand {
  @Option(
      names = "--for",
      paramLabel = "SPAN",
      converter = Durations.class,
      description = "How long to watch at most, such as 90s, 2m, 1h30m; 2m when not given.")
  Duration length = Duration.ofMinutes(2);

  @Option(names = "--full", description = "Watch for the whole time, even when sure earlier.")
  boolean full;

  HuntCommand(Session session) {
    super(session);
  }

  @Override
  int run(Eye eye, ProcessFacts process) {
    session.interrupt().install();
    Hunter hunter = session.wiring().hunters().apply(eye);
    HuntReport report;
    try (ProgressLine progress = new ProgressLine(session)) {
      report = hunter.hunt(process.identity(), new HuntOptions(length, full), progress);
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> HuntJson.write(json, report));
    } else {
      Canvas canvas = common.canvas(session);
      HuntScreen.draw(canvas, report, session.clock().instant());
      CommonOptions.print(session, canvas);
    }
    return ExitCode.of(report);
  }

  @Override
  void writeUnseen(Json json) {
    json.verdictUnknown();
  }
}

package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.HuntScreen;
import dev.seep.contract.HuntJson;
import dev.seep.contract.Json;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Reading;
import dev.seep.hunt.recording.Replay;
import dev.seep.hunt.recording.Replayed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    modelTransformer = ReplayCommand.WithoutEye.class,
    description = "Judge a recorded hunt again, here or on any other machine.",
    footer = {
      "",
      "Exit codes: 0 healthy, 1 suspect, 2 leak, 3 cannot tell, 64 usage, 77 not permitted.",
      "A recording that breaks off is judged by what is whole. It holds command lines and paths.",
      "",
      "Examples:",
      "  seep hunt 4711 --record leak.seep  watch process 4711, and keep what was seen",
      "  seep replay leak.seep              see the report again",
      "  seep replay leak.seep --json       for a script",
      "  seep replay leak.seep --html leak.html  and a report for the browser, too"
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What `seep hunt --record FILE` wrote.")
  Path file = Path.of("");

  @Mixin OutputOptions outputs = new OutputOptions();

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  ReplayCommand(Session session) {
    this.session = session;
  }

  /// Nothing of this machine is looked at, so there is no choice of what to look through.
  static final class WithoutEye implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec spec) {
      for (String name : new String[] {"--source", "--proc"}) {
        ArgSpec option = spec.findOption(name);
        if (option != null) {
          spec.remove(option);
        }
      }
      return spec;
    }
  }

  @Override
  public Integer call() {
    String refusal = outputs.refusal(common.json);
    if (!refusal.isEmpty()) {
      session.say(refusal);
      return ExitCode.USAGE;
    }
    return switch (Replay.read(file)) {
      case Reading.Unseen<Replayed> unseen ->
          common.unseen(session, unseen.blind(), Json::verdictUnknown);
      case Reading.Seen<Replayed>(Replayed(HuntReport report, Instant until)) -> {
        show(report, until);
        yield ExitCode.of(report);
      }
    };
  }

  /// @param at when it was: ages count from there
  private void show(HuntReport report, Instant at) {
    if (outputs.write(report, session, at)) {
      return;
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> HuntJson.write(json, report));
    } else {
      Canvas canvas = common.canvas(session);
      HuntScreen.draw(canvas, report, at);
      CommonOptions.print(session, canvas);
    }
  }
}

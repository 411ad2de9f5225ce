package dev.seep.cli;

import dev.seep.cli.data.CsvTables;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.LimitsScreen;
import dev.seep.contract.ReportJson;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.observer.Eye;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "limits",
    description = "Show every limit that can stop a process, how near it is, and what raises it.",
    footer = {
      "",
      "Examples:",
      "  seep limits 4711          where each limit of process 4711 comes from",
      "  seep limits nginx --json  for a script"
    })
final class LimitsCommand extends ProcessCommand {
  @Parameters(paramLabel = "PID|NAME", description = TARGET_HELP)
  String target = "";

  @Option(names = "--csv", description = "Print comma-separated values.")
  boolean csv;

  LimitsCommand(Session session) {
    super(session);
  }

  @Override
  String checkOptions() {
    return csv && common.json ? "--csv and --json exclude each other" : "";
  }

  @Override
  String target() {
    return target;
  }

  @Override
  int run(Eye eye, ProcessFacts process) {
    return switch (eye.limits(process.identity())) {
      case Reading.Unseen<LimitReport> unseen -> unseen(unseen.blind());
      case Reading.Seen<LimitReport> seen -> {
        show(seen.value());
        yield ExitCode.HEALTHY;
      }
    };
  }

  private void show(LimitReport report) {
    if (common.json) {
      CommonOptions.printJson(session, json -> ReportJson.limits(json, report));
    } else if (csv) {
      session.out().text(CsvTables.limits(report));
    } else {
      Canvas canvas = common.canvas(session);
      LimitsScreen.draw(canvas, report, session.clock().instant());
      CommonOptions.print(session, canvas);
    }
  }
}

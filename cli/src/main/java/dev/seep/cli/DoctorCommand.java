package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.DoctorScreen;
import dev.seep.contract.ReportJson;
import dev.seep.evidence.DoctorReport;
import dev.seep.observer.Eye;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Show what can be seen here, what not, why, and the command that mends it.",
    footer = {
      "",
      "Examples:",
      "  seep doctor         as the current user",
      "  sudo seep doctor    what root would see"
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DoctorReport report;
    try (Eye eye = common.open(session)) {
      report = eye.doctor();
    } catch (UnseenException e) {
      return common.unseen(session, e.blind(), _ -> {});
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> ReportJson.doctor(json, report));
    } else {
      Canvas canvas = common.canvas(session);
      DoctorScreen.draw(canvas, report);
      CommonOptions.print(session, canvas);
    }
    return ExitCode.HEALTHY;
  }
}

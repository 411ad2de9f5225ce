package dev.seep.cli;

import dev.seep.cli.data.CsvTables;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Changes;
import dev.seep.cli.render.InspectScreen;
import dev.seep.contract.InventoryJson;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    description = "Show what a process holds: kinds, states, peers, paths, and what is odd.",
    footer = {
      "",
      "Examples:",
      "  seep inspect 4711                everything that process 4711 holds, on one screen",
      "  seep inspect 'nginx*' --all      each descriptor of the one process named so",
      "  seep inspect crawler --watch 2s  what it opens (+) and closes (-), every two seconds"
    })
final class InspectCommand extends ProcessCommand {
  @Parameters(paramLabel = "PID|NAME", description = TARGET_HELP)
  String target = "";

  @Option(names = "--all", description = "List each descriptor, too.")
  boolean all;

  @Option(
      names = "--watch",
      paramLabel = "SPAN",
      converter = Durations.class,
      description = "Look again at this interval and show what came and went, until Ctrl-C.")
  @Nullable Duration interval;

  @Option(names = "--csv", description = "Print comma-separated values, one row a descriptor.")
  boolean csv;

  InspectCommand(Session session) {
    super(session);
  }

  @Override
  String checkOptions() {
    if (csv && common.json) {
      return "--csv and --json exclude each other";
    }
    return interval != null && (csv || common.json)
        ? "--watch is for people: it has no --json and no --csv"
        : "";
  }

  @Override
  String target() {
    return target;
  }

  @Override
  int run(Eye eye, ProcessFacts process) {
    Detail detail = all || csv ? Detail.EVERYTHING : Detail.SUMMARY;
    return switch (eye.inventory(process.identity(), detail)) {
      case Reading.Unseen<Inventory> unseen -> unseen(unseen.blind());
      case Reading.Seen<Inventory> seen -> {
        Inventory inventory = seen.value();
        show(inventory);
        if (interval != null) {
          watch(eye, inventory, interval);
        }
        yield inventory.open() < 0
            ? ExitCode.ofUnread(inventory.open(), inventory.blind())
            : ExitCode.HEALTHY;
      }
    };
  }

  private void show(Inventory inventory) {
    if (csv) {
      session.out().text(CsvTables.descriptors(inventory.descriptors()));
      return;
    }
    Summary summary = Summary.of(inventory);
    if (common.json) {
      CommonOptions.printJson(session, json -> InventoryJson.write(json, inventory, summary, all));
      return;
    }
    Canvas canvas = common.canvas(session);
    InspectScreen.draw(canvas, inventory, summary);
    if (all) {
      InspectScreen.drawAll(canvas, inventory.descriptors());
    }
    CommonOptions.print(session, canvas);
  }

  private void watch(Eye eye, Inventory first, Duration every) {
    session.interrupt().install();
    Inventory before = first;
    while (!session.interrupt().await(every.toMillis()) && !session.out().readerGone()) {
      switch (eye.inventory(first.process().identity(), Detail.SUMMARY)) {
        case Reading.Unseen<Inventory> unseen -> {
          session.say("the watch is over: " + KernelText.printable(unseen.blind().why()));
          return;
        }
        case Reading.Seen<Inventory> seen -> {
          Canvas canvas = common.canvas(session);
          Changes changes = Changes.between(before, seen.value());
          changes.drawOn(canvas, seen.value());
          CommonOptions.print(session, canvas);
          before = seen.value();
        }
      }
    }
  }
}

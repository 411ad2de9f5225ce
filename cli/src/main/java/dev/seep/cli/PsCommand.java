package dev.seep.cli;

import dev.seep.cli.data.CsvTables;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.PsScreen;
import dev.seep.contract.CensusJson;
import dev.seep.evidence.Census;
import dev.seep.evidence.ProcessRow;
import dev.seep.observer.Eye;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ps",
    description = "Show which process is nearest to its limit of descriptors.",
    footer = {
      "",
      "Examples:",
      "  seep ps -n 10                      the ten nearest to their limit",
      "  seep ps --sort sockets --user www  who of www holds the most sockets",
      "  seep ps --filter crawler --json    for a script"
    })
final class PsCommand implements Callable<Integer> {
  @Option(names = "-n", paramLabel = "N", description = "Show the first N processes only.")
  int count = Integer.MAX_VALUE;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      converter = RowOrder.Converter.class,
      completionCandidates = RowOrder.Words.class,
      description =
          "Sort by limit (nearness to it), open, sockets, rss, threads, age (oldest first) or pid.")
  RowOrder order = RowOrder.LIMIT;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Only processes whose name or command line contains TEXT, in any case.")
  String filter = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Only processes of this user, by name or number.")
  String user = "";

  @Option(names = "--kernel-threads", description = "Kernel threads, too.")
  boolean kernelThreads;

  @Option(names = "--csv", description = "Print comma-separated values.")
  boolean csv;

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  PsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (count < 1 || (csv && common.json)) {
      session.say(count < 1 ? "-n needs a number above 0" : "--csv and --json exclude each other");
      return ExitCode.USAGE;
    }
    Census census;
    try (Eye eye = common.open(session)) {
      census = eye.census();
    } catch (UnseenException e) {
      return common.unseen(session, e.blind(), _ -> {});
    }
    List<ProcessRow> rows = select(census);
    if (common.json) {
      CommonOptions.printJson(session, json -> CensusJson.write(json, census, rows));
    } else if (csv) {
      session.out().text(CsvTables.processes(rows));
    } else {
      Canvas canvas = common.canvas(session);
      PsScreen.draw(canvas, census, rows);
      CommonOptions.print(session, canvas);
    }
    return ExitCode.HEALTHY;
  }

  private List<ProcessRow> select(Census census) {
    List<ProcessRow> rows = new ArrayList<>(census.rows().size());
    for (ProcessRow row : census.rows()) {
      if ((kernelThreads || !row.process().isKernelThread()) && isOfUser(row) && passes(row)) {
        rows.add(row);
      }
    }
    rows.sort(order);
    return rows.subList(0, Math.min(count, rows.size()));
  }

  private boolean isOfUser(ProcessRow row) {
    return user.isEmpty()
        || row.user().equals(user)
        || Integer.toString(row.process().uid()).equals(user);
  }

  private boolean passes(ProcessRow row) {
    if (filter.isEmpty()) {
      return true;
    }
    String wanted = filter.toLowerCase(Locale.ROOT);
    return row.process().name().toLowerCase(Locale.ROOT).contains(wanted)
        || String.join(" ", row.process().command()).toLowerCase(Locale.ROOT).contains(wanted);
  }
}

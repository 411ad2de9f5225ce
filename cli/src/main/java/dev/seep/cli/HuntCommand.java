package dev.seep.cli;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.HuntScreen;
import dev.seep.contract.HuntJson;
import dev.seep.contract.Json;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.hunt.HuntOptions;
import dev.seep.hunt.recording.RecordingWriter;
import dev.seep.observer.Eye;
import dev.seep.observer.SourceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "hunt",
    customSynopsis = {
      "seep hunt [OPTIONS] PID|NAME",
      "      seep hunt [OPTIONS] -- COMMAND [ARGUMENT...]"
    },
    description =
        "Watch a process and say whether it leaks, what, from which line, how fast, and when it"
            + " dies.",
    footer = {
      "",
      "Exit codes: 0 healthy, 1 suspect, 2 leak, 3 cannot tell, 64 usage, 77 not permitted.",
      "Of a COMMAND it is the command's own, unless --exit-code is given; 127 when there is none.",
      "Ctrl-C ends the watch early and prints what is known by then.",
      "",
      "Examples:",
      "  seep hunt 4711                     watch process 4711 for up to two minutes",
      "  seep hunt crawler --for 10m        a slow leak needs a longer look",
      "  seep hunt nginx --json --for 1m    for a script",
      "  seep hunt 4711 --record leak.seep  to be looked at again by seep replay",
      "  seep hunt -- ./server --port 80    from its first descriptor to its end",
      "  seep hunt 4711 --html leak.html    and a report for the browser, too",
      "  seep hunt --exit-code -- make test fail a build that leaks"
    })
final class HuntCommand extends ProcessCommand {
  private static final String END_OF_OPTIONS = "--";
  private static final int NOT_FOUND = 127;

  @Parameters(
      paramLabel = "PID|NAME",
      arity = "0..*",
      description = TARGET_HELP + " Or, after --, a command to start and follow.")
  List<String> words = List.of();

  @Option(
      names = "--for",
      paramLabel = "SPAN",
      converter = Durations.class,
      description =
          "How long to watch at most, such as 90s, 2m, 1h30m. When not given: 2m, and a COMMAND to"
              + " its end.")
  @Nullable Duration length;

  @Option(names = "--full", description = "Watch for the whole time, even when sure earlier.")
  boolean full;

  @Option(
      names = "--children",
      description = "Follow the processes that it forks, too, and judge each of them.")
  boolean children;

  @Option(
      names = "--no-trace",
      description = "Look at snapshots only, and put no tracer on the process.")
  boolean noTrace;

  @Option(
      names = "--exit-code",
      description = "Of a COMMAND: exit with Seep's code instead of the command's.")
  boolean ownExitCode;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Keep what was seen in FILE, for `seep replay`. It holds command lines and paths.")
  @Nullable Path record;

  @Option(names = "--force", description = "Replace FILE when it is there already.")
  boolean force;

  @Mixin OutputOptions outputs = new OutputOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  HuntCommand(Session session) {
    super(session);
  }

  /// What stands behind `--`; empty when a running process is hunted.
  private List<String> command() {
    List<String> given = spec.commandLine().getParseResult().originalArgs();
    int at = given.indexOf(END_OF_OPTIONS);
    return at < 0 ? List.of() : given.subList(at + 1, given.size());
  }

  @Override
  String checkOptions() {
    String recording = checkRecord();
    if (!recording.isEmpty()) {
      return recording;
    }
    List<String> command = command();
    String refusal = outputs.refusal(common.json);
    if (!refusal.isEmpty()) {
      return refusal;
    }
    if (command.isEmpty()) {
      return words.size() == 1 ? "" : "give one process, or a command after --";
    }
    if (words.size() != command.size()) {
      return "give a process or, after --, a command; not both";
    }
    return "";
  }

  /// Found before anything is started or watched.
  private String checkRecord() {
    if (record == null) {
      return force ? "--force goes with --record FILE" : "";
    }
    boolean isThere = Files.exists(record, LinkOption.NOFOLLOW_LINKS);
    return isThere && !force
        ? KernelText.printable(record.toString())
            + " exists already; take another name, or add --force to replace it"
        : "";
  }

  @Override
  String target() {
    return words.getFirst();
  }

  @Override
  int look(Eye eye) {
    List<String> command = command();
    return command.isEmpty() ? super.look(eye) : launch(eye, command);
  }

  @Override
  int run(Eye eye, ProcessFacts process) {
    session.interrupt().install();
    HuntReport report;
    try (ProgressLine progress = new ProgressLine(session)) {
      report = hunt(eye, process, options(HuntOptions.DEFAULT_LENGTH), progress);
    }
    show(report, session.out());
    return ExitCode.of(report);
  }

  private int launch(Eye eye, List<String> command) {
    if (Launched.find(command.getFirst(), System.getenv()).isEmpty()) {
      session.say(KernelText.printable(command.getFirst()) + ": no such command");
      return NOT_FOUND;
    }
    try (Launched launched = Launched.start(command, common.json || outputs.collapsed)) {
      return switch (eye.process(launched.pid())) {
        case Reading.Unseen<ProcessFacts> unseen -> unseen(unseen.blind());
        case Reading.Seen<ProcessFacts> seen -> follow(eye, seen.value(), launched);
      };
    } catch (IOException e) {
      session.say(
          "the command could not be started: "
              + KernelText.printable(String.valueOf(e.getMessage())));
      return ExitCode.CANNOT_TELL;
    }
  }

  /// The command has the terminal: no progress is drawn over its words, and the report goes where
  /// those of Seep go.
  private int follow(Eye eye, ProcessFacts process, Launched launched) {
    Following following = new Following(session, launched);
    HuntReport report = hunt(eye, process, options(Following.TO_ITS_END), following);
    show(report, common.json ? session.out() : session.err());
    int code = launched.exitCode();
    return ownExitCode ? ExitCode.of(report) : code;
  }

  private HuntReport hunt(Eye eye, ProcessFacts process, HuntOptions options, Progress progress) {
    Hunter hunter = session.wiring().hunters().apply(eye);
    if (record == null) {
      return hunter.hunt(process.identity(), options, progress);
    }
    try (RecordingWriter writer = UnseenException.orValue(RecordingWriter.open(record, force))) {
      return hunter.hunt(process.identity(), options.recordedBy(writer), progress);
    }
  }

  private HuntOptions options(Duration otherwise) {
    boolean toItsEnd = length == null && otherwise.equals(Following.TO_ITS_END);
    boolean trace = !noTrace && common.source != SourceChoice.PROCFS;
    return new HuntOptions(length == null ? otherwise : length, full || toItsEnd, trace, children);
  }

  private void show(HuntReport report, Output output) {
    if (outputs.write(report, session)) {
      return;
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> HuntJson.write(json, report));
    } else {
      Canvas canvas = common.canvas(session);
      HuntScreen.draw(canvas, report, session.clock().instant());
      output.text(canvas.toString());
    }
  }

  @Override
  void writeUnseen(Json json) {
    json.verdictUnknown();
  }
}

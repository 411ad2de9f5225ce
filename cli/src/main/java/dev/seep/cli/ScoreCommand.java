package dev.seep.cli;

import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.cli.data.ScoreJson;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.ScoreScreen;
import dev.seep.evidence.KernelText;
import dev.seep.observer.SourceChoice;
import dev.seep.score.Score;
import dev.seep.score.ScoreRun;
import dev.seep.score.ScoreSource;
import dev.seep.score.Scorer;
import dev.seep.score.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "score",
    description =
        "Hunt every planted leak of the casebook, and its healthy twin, and say how often Seep was"
            + " right.",
    footer = {
      "",
      "The cases are small programs that leak on purpose; each is started, hunted",
      "through every source that is permitted, held against the truth beside its",
      "source, and ended. A case that cannot be built or started here is not run,",
      "and never counts as passed. Ctrl-C ends it early, and prints what is known.",
      "",
      "Exit codes: 0 all that ran was right, 2 something was missed, 3 nothing ran",
      "or it was stopped before the end, 64 usage.",
      "",
      "Examples:",
      "  seep score                        all of it; half an hour",
      "  seep score --only daemon-c        one case, and its twin",
      "  seep score --chapter hard,bait    two chapters",
      "  seep score --list                 what there is to run",
      "  seep score --html score.html      and a page with plots",
      "  seep score --json --markdown score.md > score.json"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final int MOST_AT_A_TIME = 256;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      split = ",",
      description = "Only the cases of these names; * and ? stand for any letters.")
  List<String> only = List.of();

  @Option(
      names = "--chapter",
      paramLabel = "NAME",
      split = ",",
      description = "Only these chapters: stories, classes, hard, healing, bait, packages.")
  List<String> chapters = List.of();

  @Option(names = "--no-twins", description = "Leave out the healthy twins; baits stay.")
  boolean noTwins;

  @Option(names = "--list", description = "Print what would be run, and run nothing.")
  boolean list;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "So many hunts at a time. When not given: eight for each processor.")
  int parallel = Scorer.servedAtATime();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Gives the order of the runs. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--cases",
      paramLabel = "DIR",
      description = "The folder of the cases. When not given: casebook/cases of this checkout.")
  @Nullable Path cases;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin ScoreOutputs outputs = new ScoreOutputs();

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  ScoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    String refusal = refusal();
    if (!refusal.isEmpty()) {
      session.say(refusal);
      return ExitCode.USAGE;
    }
    List<Case> chosen;
    Path folder;
    try {
      folder = cases == null ? Casebook.folder() : cases;
      chosen = chosen(folder);
    } catch (IOException e) {
      session.say("the cases cannot be read: " + KernelText.printable(String.valueOf(e)));
      session.say("mend: run it in a checkout of Seep, or name its casebook/cases by --cases DIR");
      return ExitCode.CANNOT_TELL;
    }
    if (chosen.isEmpty()) {
      session.say("no case has such a name and chapter; see `seep score --list`");
      return ExitCode.USAGE;
    }
    if (list) {
      Canvas canvas = common.canvas(session);
      ScoreScreen.list(canvas, chosen);
      CommonOptions.print(session, canvas);
      return ExitCode.HEALTHY;
    }
    return score(Scorer.trials(chosen, sources(), !noTwins), Casebook.buildFolder(folder));
  }

  private String refusal() {
    for (String chapter : chapters) {
      if (!Case.CHAPTERS.contains(chapter)) {
        return "there is no chapter "
            + KernelText.printable(chapter)
            + "; there are "
            + String.join(", ", Case.CHAPTERS);
      }
    }
    if (parallel < 1 || parallel > MOST_AT_A_TIME) {
      return "--parallel is 1 to " + MOST_AT_A_TIME;
    }
    if (cases != null && !Files.isDirectory(cases)) {
      return "there is no folder " + KernelText.printable(cases.toString());
    }
    return outputs.refusal(common.json);
  }

  private List<Case> chosen(Path folder) throws IOException {
    return Casebook.all(folder).stream()
        .filter(plant -> chapters.isEmpty() || chapters.contains(plant.chapter()))
        .filter(plant ->
            only.isEmpty() || only.stream().anyMatch(glob -> Glob.matches(glob, plant.name())))
        .toList();
  }

  private List<ScoreSource> sources() {
    List<ScoreSource> sources = new ArrayList<>();
    if (common.source != SourceChoice.PROCFS) {
      sources.add(ScoreSource.EBPF);
    }
    if (common.source != SourceChoice.EBPF) {
      sources.add(ScoreSource.PROCFS);
    }
    return sources;
  }

  private int score(List<Trial> trials, Path buildFolder) throws InterruptedException {
    session.interrupt().install();
    Score score;
    try (ScoreProgress progress = new ScoreProgress(session);
        ScoreRun run = new ScoreRun(buildFolder, parallel, seed, session.interrupt()::isRaised)) {
      score = run.score(trials, session.clock(), progress);
    } catch (IOException e) {
      session.say("the score cannot be made: " + KernelText.printable(String.valueOf(e)));
      return ExitCode.CANNOT_TELL;
    }
    outputs.write(score, session, "seep " + String.join(" ", words()));
    if (common.json) {
      CommonOptions.printJson(session, json -> ScoreJson.write(json, score));
    } else if (!outputs.readme) {
      Canvas canvas = common.canvas(session);
      ScoreScreen.draw(canvas, score);
      CommonOptions.print(session, canvas);
    }
    return code(score, session.interrupt().isRaised());
  }

  /// As it was typed.
  private List<String> words() {
    return spec.commandLine().getParent().getParseResult().originalArgs();
  }

  private static int code(Score score, boolean stopped) {
    if (!score.missed().isEmpty()) {
      return ExitCode.LEAK;
    }
    return stopped || score.totals().runs() == 0 ? ExitCode.CANNOT_TELL : ExitCode.HEALTHY;
  }
}

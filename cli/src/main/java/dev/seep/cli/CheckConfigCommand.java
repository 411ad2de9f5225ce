package dev.seep.cli;

import dev.seep.contract.Json;
import dev.seep.evidence.KernelText;
import dev.seep.watch.config.ConfigFile;
import dev.seep.watch.config.Descriptions;
import dev.seep.watch.config.Problem;
import dev.seep.watch.config.Source;
import dev.seep.watch.config.Warning;
import dev.seep.watch.config.WatchConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check-config",
    description = "Check a configuration of seep watch: all of its mistakes, and where they are.",
    footer = {
      "",
      "Without FILE, /etc/seep/watch.yaml is checked where it is there.",
      "",
      "Exit codes: 0 it can be used, 2 it has mistakes, 3 it cannot be read,",
      "64 wrong usage.",
      "",
      "Examples:",
      "  seep check-config                      the file at its usual place",
      "  seep check-config watch.yaml --show    what applies, defaults included",
      "  seep check-config --schema             for completion in an editor"
    })
final class CheckConfigCommand implements Callable<Integer> {
  /// Further lines of a file are no help.
  private static final int LONGEST_LINE = 160;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration.")
  @Nullable Path file;

  @Option(
      names = "--show",
      order = 70,
      description = "Print what applies as YAML, defaults included, with stars for secrets.")
  boolean show;

  @Option(
      names = "--schema",
      order = 71,
      description = "Print the JSON Schema of configurations, and check nothing.")
  boolean schema;

  @Option(
      names = "--json",
      order = 90,
      description = "Print one JSON object and nothing else; its field names are stable.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      order = 99,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Session session;
  private final Path usual;

  CheckConfigCommand(Session session) {
    this(session, ConfigFile.DEFAULT_PATH);
  }

  /// @param usual where a configuration is looked for when none is named
  CheckConfigCommand(Session session, Path usual) {
    this.session = session;
    this.usual = usual;
  }

  @Override
  public Integer call() {
    if (schema) {
      session.out().text(Descriptions.schema());
      return ExitCode.HEALTHY;
    }
    if (show && json) {
      session.say("--show prints YAML and --json JSON; give one of them");
      return ExitCode.USAGE;
    }
    if (file == null && !Files.exists(usual)) {
      return defaults();
    }
    ConfigFile.Result result = ConfigFile.load(file == null ? usual : file);
    if (json) {
      CommonOptions.printJson(session, out -> write(out, result));
    } else {
      print(result);
    }
    return switch (result) {
      case ConfigFile.Result.Loaded _ -> ExitCode.HEALTHY;
      case ConfigFile.Result.Refused _ -> ExitCode.LEAK;
      case ConfigFile.Result.Unread _ -> ExitCode.CANNOT_TELL;
    };
  }

  private int defaults() {
    String shown = KernelText.printable(usual.toString());
    if (json) {
      CommonOptions.printJson(session, out -> body(out.flag("usable", true), List.of(), List.of()));
    } else if (show) {
      session.out().text(Descriptions.yaml(WatchConfig.defaults()));
    } else {
      session
          .out()
          .text(
              "There is no "
                  + shown
                  + ": the defaults apply. The page is on "
                  + WatchConfig.defaults().listen()
                  + ", and nobody is told.\n`seep check-config --show` prints all of them.\n");
    }
    return ExitCode.HEALTHY;
  }

  private void print(ConfigFile.Result result) {
    switch (result) {
      case ConfigFile.Result.Unread(Problem problem) -> {
        session.say(problem.text());
        mend(problem.mend(), "seep: ");
      }
      case ConfigFile.Result.Refused refused -> {
        refused.problems().forEach(problem -> print(problem, refused.source()));
        refused.warnings().forEach(warning -> print(warning, refused.source()));
        session.say(counted(refused.problems().size(), "mistake") + "; nothing of it is used");
      }
      case ConfigFile.Result.Loaded loaded -> {
        loaded.warnings().forEach(warning -> print(warning, loaded.source()));
        if (show) {
          session.out().text(Descriptions.yaml(loaded.config()));
        } else {
          session.out().text(loaded.source().name() + ": " + summary(loaded) + "\n");
        }
      }
    }
  }

  private static String summary(ConfigFile.Result.Loaded loaded) {
    int receivers = loaded.config().alerting().receivers().size();
    String told = receivers == 0 ? "nobody is told" : counted(receivers, "receiver");
    int warnings = loaded.warnings().size();
    return "fine; the page is on "
        + loaded.config().listen()
        + ", "
        + told
        + (warnings == 0 ? "" : "; " + counted(warnings, "warning"));
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void print(Problem problem, Source source) {
    session.err().text(problem.text() + "\n");
    excerpt(source, problem.line(), problem.column());
    mend(problem.mend(), "      ");
  }

  private void print(Warning warning, Source source) {
    session.err().text("warning: " + warning.text() + "\n");
    excerpt(source, warning.line(), warning.column());
    mend(warning.mend(), "      ");
  }

  /// The line, and a caret below the place; spaces stand for tabs so that it is the right one.
  private void excerpt(Source source, int number, int column) {
    String line = source.line(number).replace('\t', ' ');
    int before = Math.min(column - 1, line.codePointCount(0, line.length()));
    if (line.isBlank() || before < 0 || before > LONGEST_LINE) {
      return;
    }
    int at = line.offsetByCodePoints(0, before);
    String head = KernelText.printable(line.substring(0, at));
    String tail = KernelText.printable(line.substring(at, Math.min(line.length(), at + 80)));
    int width = dev.seep.cli.render.DisplayWidth.of(head);
    session.err().text("%6d | %s%n".formatted(number, head + tail));
    session.err().text("       | " + " ".repeat(width) + "^\n");
  }

  private void mend(String mend, String indent) {
    if (!mend.isEmpty()) {
      session.err().text(indent + "mend: " + KernelText.printable(mend) + "\n");
    }
  }

  private static void write(Json out, ConfigFile.Result result) {
    switch (result) {
      case ConfigFile.Result.Loaded loaded -> {
        out.text("file", loaded.source().name()).flag("usable", true).text("hash", loaded.hash());
        body(out, List.of(), loaded.warnings());
      }
      case ConfigFile.Result.Refused refused -> {
        out.text("file", refused.source().name()).flag("usable", false);
        body(out, refused.problems(), refused.warnings());
      }
      case ConfigFile.Result.Unread(Problem problem) -> {
        out.text("file", problem.file()).flag("usable", false);
        body(out, List.of(problem), List.of());
      }
    }
  }

  private static void body(Json out, List<Problem> problems, List<Warning> warnings) {
    out.beginList("problems");
    for (Problem it : problems) {
      remark(out, it.line(), it.column(), it.path(), it.message(), it.mend());
    }
    out.endList().beginList("warnings");
    for (Warning it : warnings) {
      remark(out, it.line(), it.column(), it.path(), it.message(), it.mend());
    }
    out.endList();
  }

  private static void remark(
      Json out, int line, int column, String path, String message, String mend) {
    out.begin();
    if (line > 0) {
      out.number("line", line).number("column", column);
    }
    Optional.of(path).filter(it -> !it.isEmpty()).ifPresent(it -> out.text("path", it));
    out.text("message", message);
    Optional.of(mend).filter(it -> !it.isEmpty()).ifPresent(it -> out.text("mend", it));
    out.end();
  }
}

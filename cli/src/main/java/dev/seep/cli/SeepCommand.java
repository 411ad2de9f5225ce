package dev.seep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/// The command above all commands, and the one list of them.
@Command(
    name = "seep",
    description = "Find what a long-running process never lets go of.",
    versionProvider = SeepCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 healthy, 1 suspect, 2 leak, 3 cannot tell, 64 usage, 77 not permitted.",
      "",
      "Examples:",
      "  seep ps -n 10      which process is nearest to its limit?",
      "  seep inspect 4711  what does it hold?",
      "  seep hunt 4711     does it leak, what, how fast, and when does it die?",
      "  seep demo          see all three on a daemon that leaks"
    })
final class SeepCommand implements Callable<Integer> {
  static final List<String> NAMES =
      List.of(
          "ps",
          "top",
          "inspect",
          "limits",
          "hunt",
          "replay",
          "judge",
          "watch",
          "history",
          "doctor",
          "demo",
          "score",
          "check-config",
          "silence",
          "completion",
          "man",
          "help");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  private final Session session;

  private SeepCommand(Session session) {
    this.session = session;
  }

  /// The command line with the one subcommand that is asked for, as setting up all of them is what
  /// takes longest at the start; with all of them when none or help is asked for.
  static CommandLine commandLine(Session session, List<String> args) {
    String asked = args.isEmpty() ? "" : args.getFirst();
    CommandLine root = new CommandLine(new SeepCommand(session));
    if (NAMES.contains(asked) && !asked.equals("help")) {
      return root.addSubcommand(asked, subcommand(asked, session));
    }
    return addAll(root, session);
  }

  static CommandLine whole(Session session) {
    return addAll(new CommandLine(new SeepCommand(session)), session);
  }

  private static CommandLine addAll(CommandLine root, Session session) {
    for (String name : NAMES) {
      root.addSubcommand(name, subcommand(name, session));
    }
    return root;
  }

  private static Object subcommand(String name, Session session) {
    return switch (name) {
      case "ps" -> new PsCommand(session);
      case "top" -> new TopCommand(session);
      case "inspect" -> new InspectCommand(session);
      case "limits" -> new LimitsCommand(session);
      case "hunt" -> new HuntCommand(session);
      case "replay" -> new CommandLine(new ReplayCommand(session));
      case "watch" -> new WatchCommand(session);
      case "judge" -> new CommandLine(new JudgeCommand(session));
      case "history" -> new HistoryCommand(session);
      case "doctor" -> new DoctorCommand(session);
      case "demo" -> new DemoCommand(session);
      case "score" -> new ScoreCommand(session);
      case "check-config" -> new CheckConfigCommand(session);
      case "silence" -> new SilenceCommand(session);
      case "completion" -> new CompletionCommand(session);
      case "man" -> new ManCommand(session);
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public Integer call() {
    session.err().text(whole(session).getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }

  /// The version that the build wrote into the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"seep " + number()};
    }

    static String number() {
      String built = SeepCommand.class.getPackage().getImplementationVersion();
      return built == null ? "(not from a jar)" : built;
    }
  }
}

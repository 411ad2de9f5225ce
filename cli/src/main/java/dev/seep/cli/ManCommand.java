package dev.seep.cli;

import dev.seep.evidence.KernelText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "man",
    description = "Print a manual page, made from the same source as the help.",
    footer = {
      "",
      "Examples:",
      "  seep man | man -l -                                    read it now",
      "  seep man hunt > /usr/local/share/man/man1/seep-hunt.1  install one"
    })
final class ManCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "The command; seep itself when not given.")
  String command = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Session session;

  ManCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = SeepCommand.whole(session);
    CommandLine chosen = command.isEmpty() ? root : root.getSubcommands().get(command);
    if (chosen == null) {
      session.say("there is no command " + KernelText.printable(command));
      return ExitCode.USAGE;
    }
    session.out().text(ManPage.of(chosen.getCommandSpec()));
    return ExitCode.HEALTHY;
  }
}

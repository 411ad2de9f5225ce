package dev.seep.cli;

import dev.seep.evidence.KernelText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `seep` command.
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.exit(run(args, Session.ofThisProcess(List.of(args))));
  }

  /// Runs one command to its end, with everything that it opened closed again.
  ///
  /// @return the exit code
  static int run(String[] args, Session session) {
    int code;
    try {
      CommandLine commandLine = SeepCommand.commandLine(session, List.of(args));
      commandLine.setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8));
      commandLine.setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8));
      commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(session)));
      commandLine.setParameterExceptionHandler((e, _) -> misused(session, e));
      commandLine.setExecutionExceptionHandler((e, _, _) -> failed(session, e));
      code = commandLine.execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      code = failed(session, e);
    }
    session.out().flush();
    if (!session.out().failure().isEmpty()) {
      session.say("output could not be written: " + session.out().failure());
      code = ExitCode.CANNOT_TELL;
    }
    session.interrupt().finished(code);
    return code;
  }

  private static Ansi ansi(Session session) {
    Terminal terminal = session.terminal();
    return terminal.outIsTerminal() && terminal.colourWanted() ? Ansi.ON : Ansi.OFF;
  }

  private static int misused(Session session, ParameterException e) {
    session.say(KernelText.printable(String.valueOf(e.getMessage())));
    CommandLine misused = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched) {
      for (String suggestion : unmatched.getSuggestions()) {
        session.say("did you mean " + suggestion + "?");
      }
    }
    session.say("see `" + misused.getCommandSpec().qualifiedName() + " --help`");
    return ExitCode.USAGE;
  }

  /// A failure that no result foresaw: one line for the user, all of it when asked for.
  private static int failed(Session session, Throwable e) {
    if (e instanceof UnseenException unseen) {
      session.say(unseen.blind());
      return ExitCode.of(unseen.blind());
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    session.say("cannot go on: " + KernelText.printable(message));
    if (System.getenv("SEEP_DEBUG") != null) {
      PrintWriter writer = new PrintWriter(session.err(), true, StandardCharsets.UTF_8);
      e.printStackTrace(writer);
    }
    return ExitCode.CANNOT_TELL;
  }
}

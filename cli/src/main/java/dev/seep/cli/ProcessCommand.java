package dev.seep.cli;

import dev.seep.contract.Json;
import dev.seep.evidence.Blind;
import dev.seep.evidence.ProcessFacts;
import dev.seep.observer.Eye;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command about one process: finds it, and says so when it cannot.
abstract class ProcessCommand implements Callable<Integer> {
  static final String TARGET_HELP =
      "A process id; or part of a process's or program's name, or a glob for the whole name.";

  @Mixin CommonOptions common = new CommonOptions();

  final Session session;

  ProcessCommand(Session session) {
    this.session = session;
  }

  @Override
  public final Integer call() {
    String refusal = checkOptions();
    if (!refusal.isEmpty()) {
      session.say(refusal);
      return ExitCode.USAGE;
    }
    try (Eye eye = common.open(session)) {
      return look(eye);
    } catch (UnseenException e) {
      return unseen(e.blind());
    }
  }

  int look(Eye eye) {
    return switch (Target.of(eye, target())) {
      case Target.Found found -> run(eye, found.process());
      case Target.Unseen unseen -> unseen(unseen.blind());
      case Target.Ambiguous ambiguous -> {
        session.say(ambiguous.message());
        yield ExitCode.USAGE;
      }
    };
  }

  /// The pid or name that was given.
  abstract String target();

  /// Why the options do not go together; empty when they do.
  String checkOptions() {
    return "";
  }

  abstract int run(Eye eye, ProcessFacts process);

  /// What the object of a process that cannot be seen holds beside the reason.
  void writeUnseen(Json json) {}

  /// Says why there is nothing to show, to people and to scripts.
  int unseen(Blind blind) {
    return common.unseen(session, blind, this::writeUnseen);
  }
}

package dev.seep.cli;

import java.util.List;

/// Runs the typical commands once in one JVM, so that the start-up cache learns the classes that
/// they need: `packaging/lib.sh` starts it under `-XX:AOTMode=record` (JEP 514), nobody else does.
///
/// What the commands find does not matter, nor whether they are permitted to look.
final class Rehearsal {
  private Rehearsal() {}

  static void main(String[] args) {
    String self = Long.toString(ProcessHandle.current().pid());
    List<List<String>> commands =
        List.of(
            List.of("--help"),
            List.of("hunt", "--help"),
            List.of("doctor"),
            List.of("ps"),
            List.of("ps", "--json"),
            List.of("ps", "--source", "procfs"),
            List.of("inspect", self),
            List.of("inspect", self, "--all", "--json"),
            List.of("inspect", self, "--all", "--source", "procfs"),
            List.of("limits", self),
            List.of("hunt", self, "--for", "1s"));
    for (List<String> command : commands) {
      Session session = Session.ofThisProcess(command);
      int code = Main.run(command.toArray(String[]::new), session);
      session.interrupt().finished(code);
    }
  }
}

package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.observer.Eye;
import java.util.ArrayList;
import java.util.List;

/// The one process that a command is about, or why there is none.
sealed interface Target {

  record Found(ProcessFacts process) implements Target {}

  /// No process, or more than one, goes by that name.
  record Ambiguous(String message) implements Target {}

  /// There is one, or was, and it cannot be seen.
  record Unseen(Blind blind) implements Target {}

  /// @param text digits for a pid, else part of a name, or a glob for the whole name
  static Target of(Eye eye, String text) {
    if (isNumber(text)) {
      return ofPid(eye, text);
    }
    long self = ProcessHandle.current().pid();
    List<ProcessFacts> matches = new ArrayList<>();
    for (ProcessFacts process : eye.processes()) {
      if (process.pid() != self && !process.isKernelThread() && goesBy(process, text)) {
        matches.add(process);
      }
    }
    return matches.size() == 1
        ? new Found(matches.getFirst())
        : new Ambiguous(matches.isEmpty() ? none(text) : several(text, matches));
  }

  private static Target ofPid(Eye eye, String text) {
    int pid;
    try {
      pid = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      pid = 0;
    }
    if (pid <= 0) {
      return new Ambiguous(text + " is no process id");
    }
    return switch (eye.process(pid)) {
      case Reading.Seen<ProcessFacts> seen -> new Found(seen.value());
      case Reading.Unseen<ProcessFacts> unseen -> new Unseen(unseen.blind());
    };
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean goesBy(ProcessFacts process, String text) {
    if (matches(process.name(), text)) {
      return true;
    }
    if (process.command().isEmpty()) {
      return false;
    }
    String program = process.command().getFirst();
    return matches(ofProgram(program), text);
  }

  /// The file's own name, or of a sentence that a process wrote over it ("sshd: user [priv]") what
  /// comes before the colon.
  private static String ofProgram(String program) {
    if (program.startsWith("/") || program.startsWith(".")) {
      return program.substring(program.lastIndexOf('/') + 1);
    }
    int colon = program.indexOf(':');
    return colon < 0 ? program : program.substring(0, colon);
  }

  private static boolean matches(String name, String text) {
    return Glob.isGlob(text) ? Glob.matches(text, name) : name.contains(text);
  }

  private static String none(String text) {
    return "no process is named "
        + KernelText.printable(text)
        + "; `seep ps --filter` searches"
        + " whole command lines";
  }

  private static String several(String text, List<ProcessFacts> matches) {
    StringBuilder message = new StringBuilder(256);
    message.append(matches.size()).append(" processes are named ");
    message.append(KernelText.printable(text)).append("; give one by its pid:");
    for (ProcessFacts process : matches) {
      String pid = Integer.toString(process.pid());
      message.append('\n').repeat(' ', Math.max(1, 9 - pid.length())).append(pid).append("  ");
      message.append(KernelText.printable(process.name())).append("  ");
      String command = KernelText.printable(String.join(" ", process.command()));
      message.append(command.length() > 100 ? command.substring(0, 100) : command);
    }
    return message.toString();
  }
}

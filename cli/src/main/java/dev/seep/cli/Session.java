package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/// One run of the command: where it writes, what it speaks to, and whether it should end.
///
/// @param clock for ages; the time a look was taken is the observer's
record Session(
    Output out, Output err, Terminal terminal, Clock clock, Wiring wiring, Interrupt interrupt) {

  static Session of(
      OutputStream out, OutputStream err, Terminal terminal, Clock clock, Wiring wiring) {
    return new Session(new Output(out), new Output(err), terminal, clock, wiring, new Interrupt());
  }

  /// @param words the command line
  static Session ofThisProcess(List<String> words) {
    return of(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Terminal.of(System.getenv()),
        Clock.systemUTC(),
        Wiring.forCommand(words));
  }

  /// What could not be seen, and the mend.
  void say(Blind blind) {
    say(KernelText.printable(blind.what() + ": " + blind.why()));
    if (!blind.mend().isEmpty()) {
      say("mend: " + KernelText.printable(blind.mend()));
    }
  }

  /// A line for the user on standard error.
  void say(String message) {
    err.text("seep: " + message + "\n");
  }
}

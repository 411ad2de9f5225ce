package dev.seep.kernel.stacks;

import dev.seep.evidence.Blind;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.util.stream.Collectors;

/// Watches a process of its own, says the helper's pid, what it named and what it did not see, and
/// waits.
final class OtherSeep {
  private OtherSeep() {}

  public static void main(String[] arguments) throws IOException {
    try (Planted target = Planted.python("print('ready', flush=True); input()");
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      MapsLine code = Symbolisers.code(target.pid(), "libc.so");
      Unwound unwound = symboliser.resolve(Symbolisers.at(code.start() + 0x200));
      String blind = symboliser.blind().stream().map(Blind::why).collect(Collectors.joining("; "));
      System.out.println(
          symboliser.helperPid() + " " + unwound.frames().getFirst().module() + " " + blind);
      System.in.read();
    }
  }
}

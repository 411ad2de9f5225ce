package dev.seep.kernel.stacks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures, and asserts nothing; run by name alone: `mvn test -pl kernel/stacks -am
/// -Dtest=HelperCost -Dsurefire.failIfNoSpecifiedTests=false`.
class HelperCost {
  private static final int ROUNDS = 3_000;

  @TempDir Path folder;

  @Test
  void measure() throws Exception {
    Snapshots snapshots = new Snapshots(folder);
    Path program = snapshots.build("chain.cc", "chain", "-O2", "-g");
    try (Snapshots.Running target = snapshots.start(program)) {
      StackCopy copy = target.copy();
      for (int i = 0; i < 5; i++) {
        measure(target.pid(), copy);
      }
    }
  }

  private static void measure(int pid, StackCopy copy) {
    long begun = System.nanoTime();
    try (Symboliser symboliser = Symbolisers.start(pid)) {
      long started = System.nanoTime();
      long residentAtFirst = symboliser.cost().residentBytes();
      symboliser.resolve(copy);
      long first = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        symboliser.resolve(copy);
      }
      long warm = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        symboliser.resolve(copy);
      }
      System.out.printf(
          "start %d ms, first stack %d ms, further %.1f us each (%d bytes); %d MB, later %d MB%n",
          (started - begun) / 1_000_000,
          (first - started) / 1_000_000,
          (System.nanoTime() - warm) / 1e3 / ROUNDS,
          copy.stack().length,
          residentAtFirst >> 20,
          symboliser.cost().residentBytes() >> 20);
    }
  }
}

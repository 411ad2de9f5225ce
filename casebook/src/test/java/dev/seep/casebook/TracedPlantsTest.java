package dev.seep.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is peculiar to the plants that only a hunt that traces can tell in full.
class TracedPlantsTest {
  private static final long CLOSE_ON_EXEC = 02000000; // O_CLOEXEC, fcntl(2)

  @TempDir private Path data;

  private RunningCase started(String name, double perSecond) throws Exception {
    Case plant = Casebook.named(name);
    Build build = RunningCase.build(plant);
    assumeTrue(build instanceof Build.Built, build.reason());
    return RunningCase.start(plant, RunOptions.leaking(data).withPerSecond(perSecond));
  }

  /// Waits, for half a minute at most, until it holds so many of what its first truth says.
  private static void await(RunningCase running, int leaks) throws Exception {
    long held = 0;
    for (int i = 0; i < 600 && held < leaks; i++) {
      Thread.sleep(50);
      held = Descriptors.matching(running.pid(), running.truths().getFirst());
    }
    assertThat(held).isGreaterThanOrEqualTo(leaks);
  }

  @Test
  void aLeakOfAChildIsNotItsParents() throws Exception {
    try (RunningCase running = started("child-leak", 20)) {
      await(running, 5);
      long parent = Long.parseLong(running.ready().get("parent"));
      assertThat(ProcessHandle.of(running.pid()).orElseThrow().parent().orElseThrow().pid())
          .isEqualTo(parent);
      assertThat(Descriptors.matching(parent, running.truths().getFirst())).isZero();
    }
  }

  @Test
  void whatWasInheritedIsWhatExecDoesNotClose() throws Exception {
    try (RunningCase running = started("inherited", 5)) {
      await(running, 5);
      Map<Integer, String> links = Descriptors.of(running.pid());
      List<Integer> logs =
          links.entrySet().stream()
              .filter(link -> link.getValue().endsWith(".log"))
              .map(Map.Entry::getKey)
              .toList();
      for (int log : logs) {
        assertThat(flags(running.pid(), log) & CLOSE_ON_EXEC).as(links.get(log)).isZero();
      }
    }
  }

  @Test
  void theGenerationsOfAServiceThatExecutesItselfAreOneProcess() throws Exception {
    try (RunningCase running = started("inherited", 5)) {
      ProcessHandle before = ProcessHandle.of(running.pid()).orElseThrow();
      await(running, 5);
      assertThat(ProcessHandle.of(running.pid())).contains(before);
      assertThat(Files.readString(Path.of("/proc/" + running.pid() + "/environ")))
          .contains("SEEP_PLANT_GENERATION=");
    }
  }

  @Test
  void whatWasReceivedIsOpenInNobodyElse() throws Exception {
    try (RunningCase running = started("received", 20)) {
      await(running, 5);
      long sender = Long.parseLong(running.ready().get("helpers"));
      // One may be on its way.
      assertThat(Descriptors.matching(sender, running.truths().getFirst())).isLessThan(2);
    }
  }

  /// The octal `flags` of proc_pid_fdinfo(5).
  private static long flags(long pid, int fd) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/fdinfo/" + fd)).stream()
        .filter(line -> line.startsWith("flags:"))
        .mapToLong(line -> Long.parseLong(line.substring("flags:".length()).strip(), 8))
        .findFirst()
        .orElseThrow();
  }
}

package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.testkit.ChildJvm;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Seep from jars, as another user, and ended without a goodbye.
class SymboliserOfOthersTest {
  @TempDir Path folder;

  /// A Seep of its own, in front of which `prefix` stands.
  private Planted seep(List<String> prefix) throws IOException {
    List<Class<?>> types =
        List.of(OtherSeep.class, Symboliser.class, Syscalls.class, Frame.class, Planted.class);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(new ChildJvm(folder, types).command(OtherSeep.class));
    return Planted.start(command);
  }

  @Test
  void withoutPrivilegesItsOwnProcessesAreNamedAndWhatIsMissingIsSaid() throws Exception {
    assumeTrue(FakeTarget.uid(Path.of("/proc/self")) == 0, "only root can become another user");
    List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    try (Planted seep = seep(nobody)) {
      assertThat(seep.readyLine()).contains("libc.so", "it runs as the user that runs Seep");
      assertThat(seep.readyLine()).doesNotContain("could not be had");
    }
  }

  @Test
  void theHelperOfASeepThatWasKilledEnds() throws Exception {
    Path helper;
    try (Planted seep = seep(List.of())) {
      helper = Path.of("/proc", seep.readyLine().split(" ", 2)[0]);
      assertThat(helper).exists();
    }
    for (int i = 0; i < 500 && isRunning(helper); i++) {
      Thread.sleep(10);
    }
    assertThat(isRunning(helper)).isFalse();
  }

  /// Who adopts it may take its time to collect it.
  private static boolean isRunning(Path process) throws IOException {
    try {
      return !Files.readString(process.resolve("status")).contains("State:\tZ");
    } catch (java.nio.file.NoSuchFileException gone) {
      return false;
    }
  }
}

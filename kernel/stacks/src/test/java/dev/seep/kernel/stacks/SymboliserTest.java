package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymboliserTest {

  @Test
  void anAddressIsSaidAsAFileOfTheTargetAndAnOffsetInIt() throws IOException {
    try (Planted target = Planted.python("print('ready', flush=True); input()");
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      MapsLine libc = Symbolisers.code(target.pid(), "libc.so");
      Unwound unwound = symboliser.resolve(Symbolisers.at(libc.start() + 0x123));
      assertThat(unwound.frames()).isNotEmpty();
      assertThat(unwound.remark()).isNotEmpty();
    }
  }

  @Test
  void theHelperIsConfinedInEveryThread() throws IOException {
    try (Planted target = Planted.python("print('ready', flush=True); input()");
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      Path tasks = Path.of("/proc/" + symboliser.helperPid() + "/task");
      List<Path> threads;
      try (var listed = Files.list(tasks)) {
        threads = listed.toList();
      }
      assertThat(threads).hasSizeGreaterThan(3);
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      for (Path thread : threads) {
        String status = Files.readString(thread.resolve("status"));
        assertThat(status).contains("NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(status).contains("CapPrm:\t0000000000000000", "CapEff:\t0000000000000000");
        assertThat(status).contains("CapAmb:\t0000000000000000");
        if (root) {
          assertThat(status).contains("Uid:\t65534\t65534\t65534\t65534");
          assertThat(status).contains("Gid:\t65534\t65534\t65534\t65534");
          assertThat(status).contains("Groups:\t \n");
        }
      }
    }
  }
}

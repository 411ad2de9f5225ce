package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymboliserTest {

  @TempDir static Path folder;
  private static Snapshots snapshots;

  @BeforeAll
  static void build() throws Exception {
    snapshots = new Snapshots(folder);
  }

  @Test
  void aStackIsNamedFromFunctionToLine() throws Exception {
    Path program = snapshots.build("chain.cc", "chain", "-O2", "-g", "-fno-optimize-sibling-calls");
    try (Snapshots.Running target = snapshots.start(program);
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      Unwound unwound = symboliser.resolve(target.copy());
      assertThat(unwound.whole()).isTrue();
      assertThat(unwound.frames())
          .extracting(Frame::function)
          .containsSubsequence(
              "net::waitForInput", "net::Connector::connect", "plain_c", "main", "_start");
      assertThat(unwound.frames())
          .filteredOn(frame -> frame.function().equals("main"))
          .allSatisfy(main -> assertThat(main.line()).isPositive());
    }
  }

  @Test
  void aProgramThatWasDeletedIsStillNamedAndEvenAfterItHasEnded() throws Exception {
    Path program = snapshots.build("chain.cc", "doomed", "-O2", "-g");
    StackCopy copy;
    Symboliser symboliser;
    try (Snapshots.Running target = snapshots.start(program)) {
      copy = target.copy();
      Files.delete(program);
      symboliser = Symbolisers.start(target.pid());
    }
    try (symboliser) {
      boolean seen = symboliser.blind().stream().noneMatch(b -> b.what().contains("doomed"));
      assumeTrue(seen, "only the privileged can open what was deleted");
      assertThat(symboliser.resolve(copy).frames())
          .extracting(Frame::function)
          .contains("net::Connector::connect", "main");
    }
  }

  @Test
  void aLibraryThatIsOpenedLaterIsSeen() throws IOException {
    String source =
        """
        import ctypes, sys
        print('ready', flush=True)
        input()
        ctypes.CDLL('libbz2.so.1.0')
        print('loaded', flush=True)
        input()
        """;
    try (Planted target = Planted.python(source);
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      target.ask("");
      MapsLine code = Symbolisers.code(target.pid(), "libbz2");
      symboliser.refresh();
      Unwound unwound = symboliser.resolve(Symbolisers.at(code.start() + 0x200));
      assertThat(unwound.frames().getFirst().module()).startsWith("libbz2");
    }
  }

  @Test
  void aTargetThatBecomesAnotherProgramIsReadAnew() throws Exception {
    Path program = snapshots.build("chain.cc", "next", "-O2", "-g");
    Path sign = folder.resolve("sign");
    String source =
        """
        import os, time
        print('ready', flush=True)
        while not os.path.exists('%s'):
            time.sleep(0.01)
        os.execv('%s', ['next'])
        """
            .formatted(sign, program);
    try (Planted target = Planted.python(source);
        Symboliser symboliser = Symbolisers.start(target.pid())) {
      StackCopy before = Symbolisers.at(Symbolisers.code(target.pid(), "libc.so").start() + 0x200);
      assertThat(symboliser.resolve(before).frames().getFirst().module()).isEqualTo("libc.so.6");
      Files.createFile(sign);
      StackCopy copy = snapshots.of(target.pid());
      assertThat(symboliser.resolve(copy).frames())
          .extracting(Frame::function)
          .contains("net::Connector::connect", "main");
    }
  }

  @Test
  void debugInformationBesideAStrippedProgramIsFoundThroughItsLink() throws Exception {
    Path program = snapshots.build("chain.cc", "bare", "-O2", "-g", "-Wl,--build-id=none");
    for (String step :
        List.of(
            "objcopy --only-keep-debug bare bare.debug",
            "strip bare",
            "objcopy --add-gnu-debuglink=bare.debug bare")) {
      ProcessBuilder builder = new ProcessBuilder(step.split(" ", -1)).inheritIO();
      assertThat(builder.directory(folder.toFile()).start().waitFor()).as(step).isZero();
    }
    try (Snapshots.Running target = snapshots.start(program)) {
      StackCopy copy = target.copy();
      try (Symboliser symboliser = Symbolisers.start(target.pid())) {
        assertThat(symboliser.resolve(copy).frames())
            .filteredOn(frame -> frame.function().equals("main"))
            .first()
            .satisfies(main -> assertThat(main.file()).endsWith("chain.cc"));
      }
    }
  }

  @Test
  void nothingIsLeftOpenAndNoChildIsLeftBehind() throws IOException {
    try (Planted target = Planted.python("print('ready', flush=True); input()")) {
      Symbolisers.start(target.pid()).close();
      int before = Symbolisers.descriptors();
      for (int i = 0; i < 3; i++) {
        Symboliser symboliser = Symbolisers.start(target.pid());
        symboliser.resolve(Symbolisers.at(Symbolisers.code(target.pid(), "libc.so").start()));
        int helper = symboliser.helperPid();
        symboliser.close();
        assertThat(Path.of("/proc/" + helper)).doesNotExist();
      }
      assertThat(Symbolisers.descriptors()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void theHelperInheritsNothingOfWhatSeepHasOpen() throws IOException {
    // As a shell may leave one to Seep: without close-on-exec.
    int inherited = Symbolisers.openInheritable(Files.createFile(folder.resolve("private")));
    try (Planted target = Planted.python("print('ready', flush=True); input()");
        Symboliser symboliser = Symbolisers.start(target.pid());
        var open = Files.list(Path.of("/proc/" + symboliser.helperPid() + "/fd"))) {
      for (Path fd : open.toList()) {
        assertThat(Files.readSymbolicLink(fd).toString()).doesNotEndWith("private");
      }
    } finally {
      Syscalls.close(inherited);
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

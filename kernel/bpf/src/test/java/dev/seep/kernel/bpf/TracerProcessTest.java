package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracerProcessTest {
  private static final int PROG_GET_FD_BY_ID = 13;

  @TempDir static Path folder;
  private static Path basics = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    basics = Traced.compile(folder, "basics");
  }

  @Test
  void killedItLeavesNothingAttached() throws Exception {
    try (Traced traced = Traced.start(basics)) {
      Process child =
          new ProcessBuilder(
                  ChildTracer.command(List.of(), "watch", Integer.toString(traced.pid())))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Set<Integer> programs;
      try {
        assertThat(child.inputReader().readLine()).isEqualTo("attached");
        programs = programsOf(child.pid());
        assertThat(programs).hasSize(8).allMatch(TracerProcessTest::isLoaded);
      } finally {
        child.destroyForcibly().onExit().join();
      }
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (programs.stream().anyMatch(TracerProcessTest::isLoaded)
          && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(programs).noneMatch(TracerProcessTest::isLoaded);
      traced.act();
    }
  }

  @Test
  void inAPidNamespaceOfItsOwnItSpeaksInThatOnesNumbers() throws Exception {
    List<String> apart = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
    assumeAllowed(List.of("unshare", "--pid", "--fork", "--mount-proc", "true"));
    Process child =
        new ProcessBuilder(ChildTracer.command(apart, "own", basics.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = child.inputReader().lines().toList();
    assertThat(child.waitFor()).isZero();
    int pid = Integer.parseInt(lines.getFirst());
    assertThat(pid).isLessThan(1000);
    assertThat(lines.subList(1, lines.size())).hasSize(5).containsOnly(pid + " " + pid);
  }

  @Test
  void aProcessInADeeperPidNamespaceHasOurNumbers() throws Exception {
    List<String> deeper = List.of("unshare", "--pid", "--fork", "--kill-child");
    assumeAllowed(List.of("unshare", "--pid", "--fork", "true"));
    try (Traced traced = Traced.start(deeper, basics)) {
      int pid = Math.toIntExact(traced.handle().children().findFirst().orElseThrow().pid());
      try (DescriptorTracer tracer = Trace.attach(pid, TracerOptions.usual())) {
        traced.act();
        Held held = Held.by(tracer, pid);
        assertThat(held.born()).hasSize(5);
        assertThat(held.at(traced.number("file")).birth().thread()).isEqualTo(pid);
      }
    }
  }

  @Test
  void closingGivesEveryDescriptorAndMappingBack() throws Exception {
    try (Traced traced = Traced.start(basics)) {
      Trace.attach(traced).close();
      int descriptors = Objects.requireNonNull(new File("/proc/self/fd").list()).length;
      long mappings = mappings();
      for (int i = 0; i < 5; i++) {
        Trace.attach(traced).close();
      }
      assertThat(new File("/proc/self/fd").list()).hasSize(descriptors);
      assertThat(mappings()).isEqualTo(mappings);
    }
  }

  private static long mappings() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains("bpf")).count();
    }
  }

  /// By `prog_id` in what the kernel tells of each descriptor.
  private static Set<Integer> programsOf(long pid) throws IOException {
    Set<Integer> found = new TreeSet<>();
    for (File file : Objects.requireNonNull(new File("/proc/" + pid + "/fdinfo").listFiles())) {
      Files.readAllLines(file.toPath()).stream()
          .filter(line -> line.startsWith("prog_id:"))
          .map(line -> Integer.valueOf(line.substring(8).strip()))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isLoaded(int program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(16, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, program);
      int descriptor = Syscalls.bpf(PROG_GET_FD_BY_ID, attributes);
      if (descriptor >= 0) {
        Syscalls.close(descriptor);
      }
      return !Errno.ENOENT.is(descriptor);
    }
  }

  private static void assumeAllowed(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Assumptions.assumeTrue(process.waitFor() == 0, "no pid namespaces are allowed here");
  }
}

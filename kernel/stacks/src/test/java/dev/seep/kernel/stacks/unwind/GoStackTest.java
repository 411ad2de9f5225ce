package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoStackTest {
  @TempDir static Path folder;
  private static Programs programs;

  @BeforeAll
  static void prepare() {
    programs = new Programs(folder);
  }

  private static Unwound unwound(String output, String... flags) throws Exception {
    Path program = programs.go("leak.go", output, flags);
    try (Target target = Target.start(programs, program.toString())) {
      return target.unwound();
    }
  }

  private static void assertServeIsNamed(Unwound unwound) {
    assertThat(unwound.frames())
        .filteredOn(f -> f.file().endsWith("leak.go"))
        .extracting(Frame::function, Frame::line, Frame::language)
        .containsExactly(
            tuple("main.wait", line("syscall.Read(fd"), "go"),
            tuple("main.(*server).serve", line("n := wait(fd)"), "go"),
            tuple("main.main.func1", line("n := s.serve(0)"), "go"));
    assertThat(unwound.frames().getLast().function()).startsWith("runtime.goexit");
    assertThat(unwound.whole()).as(unwound.remark()).isTrue();
  }

  private static int line(String text) {
    return programs.lineOf("leak.go", text);
  }

  @Test
  void aGoroutineIsFollowedToItsStartAndInlinedCallsAreTold() throws Exception {
    assertServeIsNamed(unwound("plain"));
  }

  @Test
  void aProgramStrippedOfDebugInfoIsFollowedAndNamedByGosOwnTable() throws Exception {
    assertServeIsNamed(unwound("stripped", "-ldflags=-s -w"));
  }

  @Test
  void aPositionIndependentStrippedProgramHasItsLinesToo() throws Exception {
    Unwound unwound = unwound("pie", "-buildmode=pie", "-ldflags=-s -w");
    assertThat(unwound.whole()).as(unwound.remark()).isTrue();
    assertThat(unwound.frames())
        .extracting(Frame::function, Frame::line)
        .contains(
            tuple("main.(*server).serve", line("n := wait(fd)")),
            tuple("main.main.func1", line("n := s.serve(0)")));
  }

  @Test
  void aCallIntoCLeavesTheStackOfTheGoroutineAndSaysSo() throws Exception {
    Path program = programs.go("cgo.go", "cgo");
    try (Target target = Target.start(programs, program.toString())) {
      Unwound unwound = target.unwound();
      assertThat(unwound.frames())
          .extracting(Frame::function, Frame::language)
          .contains(tuple("wait_in_c", "c"));
      assertThat(unwound.whole()).isFalse();
      assertThat(unwound.remark()).startsWith("Go changed stacks at runtime.asmcgocall");
    }
  }
}

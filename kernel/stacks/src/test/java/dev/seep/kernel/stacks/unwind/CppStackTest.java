package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CppStackTest {
  @TempDir static Path folder;
  private static Programs programs;

  @BeforeAll
  static void prepare() {
    programs = new Programs(folder);
  }

  /// `function file:line language`, from the one that called read(2) outwards to main.
  private static List<String> ours(Unwound unwound) {
    return unwound.frames().stream()
        .filter(f -> f.file().endsWith("chain.cc"))
        .map(CppStackTest::told)
        .toList();
  }

  private static String told(Frame f) {
    return f.function() + " " + f.line() + " " + f.language();
  }

  private static List<String> expected(boolean withInlined) {
    List<String> all =
        List.of(
            "net::waitForInput " + line("read(0, into") + " c++",
            "net::Connector::connect " + line("waitForInput(&c)") + " c++",
            "net::Connector::retry " + line("n = connect(address)") + " c++",
            "(anonymous namespace)::hidden::{lambda#1}::operator() "
                + line("m = connector.retry")
                + " c++",
            "(anonymous namespace)::hidden " + line("n = twice(3)") + " c++",
            "plain_c " + line("n = hidden(*connector)") + " c++",
            "main " + line("n = plain_c(&connector)") + " c++");
    return withInlined ? all : all.subList(1, all.size());
  }

  private static int line(String text) {
    return programs.lineOf("chain.cc", text);
  }

  @Test
  void everyFrameOfAnOptimisedProgramIsNamedWithItsLineInlinedOnesToo() throws Exception {
    Path program = programs.cpp("chain.cc", "o2", "-O2", "-g", "-fno-optimize-sibling-calls");
    try (Target target = Target.start(programs, program.toString())) {
      Unwound unwound = target.unwound();
      System.err.println(unwound);
      assertThat(ours(unwound)).isEqualTo(expected(true));
      assertThat(unwound.whole()).isTrue();
    }
  }
}

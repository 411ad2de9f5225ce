package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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

  private static List<String> expected() {
    return List.of(
        "net::waitForInput " + line("read(0, into") + " c++",
        "net::Connector::connect " + line("waitForInput(&c)") + " c++",
        "net::Connector::retry " + line("n = connect(address)") + " c++",
        "(anonymous namespace)::hidden::{lambda#1}::operator() "
            + line("m = connector.retry")
            + " c++",
        "(anonymous namespace)::hidden " + line("n = twice(3)") + " c++",
        "plain_c " + line("n = hidden(*connector)") + " c++",
        "main " + line("n = plain_c(&connector)") + " c++");
  }

  private static int line(String text) {
    return programs.lineOf("chain.cc", text);
  }

  private static String built(String output, String... flags) {
    return programs.cpp("chain.cc", output, flags).toString();
  }

  @Test
  void everyFrameOfAnOptimisedProgramIsNamedWithItsLineInlinedOnesToo() throws Exception {
    String program = built("o2", "-O2", "-g", "-fno-optimize-sibling-calls");
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound();
      assertThat(ours(unwound)).isEqualTo(expected());
      assertThat(unwound.whole()).isTrue();
      assertThat(unwound.remark()).isEmpty();
      assertThat(unwound.frames().getLast().function()).isEqualTo("_start");
      assertThat(unwound.frames().getFirst()).isEqualTo(new Frame("read", "", 0, "libc.so.6", ""));
      assertThat(unwound.frames().get(1).file()).isEqualTo(folder.resolve("chain.cc").toString());
      assertThat(unwound.frames().get(1).module()).isEqualTo("o2");
    }
  }

  @Test
  void theStackOfAThreadEndsWhereTheThreadWasMade() throws Exception {
    String program =
        programs
            .cpp("thread.cc", "thread", "-O2", "-g", "-pthread", "-fno-optimize-sibling-calls")
            .toString();
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound();
      assertThat(unwound.whole()).as(unwound.remark()).isTrue();
      assertThat(unwound.frames().stream().map(CppStackTest::told))
          .contains(
              "pool::Worker::run " + programs.lineOf("thread.cc", "read(0") + " c++",
              "main::{lambda}::operator() "
                  + programs.lineOf("thread.cc", "worker.run()")
                  + " c++");
    }
  }

  @Test
  void withoutOptimisationTheSameFramesAreFound() throws Exception {
    try (Target target = Target.start(programs, built("o0", "-O0", "-g"))) {
      assertThat(ours(target.unwound())).isEqualTo(expected());
    }
  }

  @Test
  void aProgramAtAFixedAddressIsFollowedToo() throws Exception {
    String program =
        built("fixed", "-O2", "-g", "-no-pie", "-fno-pie", "-fno-optimize-sibling-calls");
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound();
      assertThat(ours(unwound)).isEqualTo(expected());
      assertThat(unwound.whole()).isTrue();
    }
  }

  @Test
  void aStaticProgramIsFollowedToItsStart() throws Exception {
    String program = built("static", "-O2", "-g", "-static", "-fno-optimize-sibling-calls");
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound();
      assertThat(ours(unwound)).isEqualTo(expected());
      assertThat(unwound.whole()).isTrue();
      assertThat(unwound.frames().getFirst().module()).isEqualTo("static");
    }
  }

  @Test
  void compilersThatWriteNoAddressTableAreReadByTheRangesOfTheirUnits() throws Exception {
    programs.run("clang++-14", "-O0", "-g", "-o", "clang", programs.source("chain.cc").toString());
    try (Target target = Target.start(programs, folder.resolve("clang").toString())) {
      Unwound unwound = target.unwound();
      assertThat(ours(unwound))
          .contains("net::Connector::connect " + line("waitForInput(&c)") + " c++");
      assertThat(ours(unwound)).hasSameSizeAs(expected());
    }
  }

  @Test
  void aStrippedProgramIsNamedByItsSeparateDebugFile() throws Exception {
    String program = built("split", "-O2", "-g", "-fno-optimize-sibling-calls", "-Wl,--build-id");
    programs.run("objcopy", "--only-keep-debug", "split", "split.debug");
    programs.run("strip", "split");
    List<byte[]> asked = new ArrayList<>();
    DebugFiles files =
        (buildId, _, _, name) -> {
          if (!name.endsWith("/split")) {
            return -1;
          }
          asked.add(buildId);
          return Syscalls.open(folder.resolve("split.debug").toString());
        };
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound(files);
      assertThat(ours(unwound)).isEqualTo(expected());
      assertThat(asked).hasSize(1);
      assertThat(asked.getFirst()).hasSize(20);
    }
  }

  @Test
  void withoutABuildIdTheChecksumOfTheLinkDecides() throws Exception {
    String program =
        built("linked", "-O2", "-g", "-fno-optimize-sibling-calls", "-Wl,--build-id=none");
    programs.run("objcopy", "--only-keep-debug", "linked", "linked.debug");
    programs.run("strip", "linked");
    programs.run("objcopy", "--add-gnu-debuglink=linked.debug", "linked");
    DebugFiles files =
        (buildId, link, crc, _) ->
            link.equals("linked.debug") && buildId.length == 0 && crc != 0
                ? Syscalls.open(folder.resolve(link).toString())
                : -1;
    try (Target target = Target.start(programs, program)) {
      assertThat(ours(target.unwound(files))).isEqualTo(expected());
      Files.write(folder.resolve("linked.debug"), new byte[] {0}, StandardOpenOption.APPEND);
      assertThat(ours(target.unwound(files))).isEmpty();
    }
  }

  @Test
  void whatDebugFilesShareIsAskedForByItsOwnBuildId() throws Exception {
    for (String name : List.of("one", "two")) {
      built(name, "-O2", "-g", "-fno-optimize-sibling-calls", "-Wl,--build-id");
      programs.run("objcopy", "--only-keep-debug", name, name + ".debug");
      programs.run("strip", name);
    }
    programs.run(
        "dwz", "-m", "shared.debug", "-M", "/nowhere/shared.debug", "one.debug", "two.debug");
    List<String> asked = new ArrayList<>();
    DebugFiles files =
        (_, link, _, name) -> {
          if (!name.endsWith("/one")) {
            return -1;
          }
          asked.add(link);
          String file = link.isEmpty() ? "one.debug" : "shared.debug";
          return Syscalls.open(folder.resolve(file).toString());
        };
    try (Target target = Target.start(programs, folder.resolve("one").toString())) {
      assertThat(ours(target.unwound(files))).isEqualTo(expected());
      assertThat(asked).containsExactly("", "/nowhere/shared.debug");
    }
  }

  @Test
  void aDebugFileOfAnotherBuildIsNotUsed() throws Exception {
    String program = built("right", "-O2", "-g", "-fno-optimize-sibling-calls", "-Wl,--build-id");
    built("wrong", "-O0", "-g", "-Wl,--build-id");
    programs.run("strip", "right");
    try (Target target = Target.start(programs, program)) {
      Unwound unwound =
          target.unwound((_, _, _, _) -> Syscalls.open(folder.resolve("wrong").toString()));
      assertThat(ours(unwound)).isEmpty();
      assertThat(unwound.whole()).isTrue();
    }
  }

  @Test
  void aStrippedProgramIsFollowedWholeAndItsFramesAreOffsets() throws Exception {
    String program = built("bare", "-O2", "-g", "-fno-optimize-sibling-calls");
    programs.run("strip", "bare");
    try (Target target = Target.start(programs, program)) {
      Unwound unwound = target.unwound();
      assertThat(unwound.whole()).isTrue();
      List<Frame> bare = unwound.frames().stream().filter(f -> f.module().equals("bare")).toList();
      assertThat(bare).hasSize(7).allMatch(f -> f.function().startsWith("bare+0x"));
    }
  }

  @Test
  void aLibraryOpenedLaterIsFoundWhenTheModulesAreToldAgain() throws Exception {
    Path plugin = programs.c("plugin.c", "plugin.so", "-O1", "-g", "-shared", "-fPIC");
    Path host = programs.c("host.c", "host", "-O1", "-g");
    try (Target target = Target.start(programs, host.toString(), plugin.toString());
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      unwinder.modules(target.modules());
      assertThat(unwinder.unwind(target.copy()).frames())
          .anyMatch(f -> f.line() == programs.lineOf("host.c", "read(0"));
      target.proceed();
      unwinder.modules(target.modules());
      Unwound unwound = unwinder.unwind(target.copy());
      assertThat(unwound.whole()).isTrue();
      assertThat(unwound.frames().stream().map(Frame::function))
          .containsSubsequence("read", "plugin_waits", "plugin_enter", "main");
      assertThat(unwound.frames())
          .anyMatch(f ->
              f.line() == programs.lineOf("plugin.c", "n = plugin_waits(&c)")
                  && f.module().equals("plugin.so")
                  && f.language().equals("c"));
    }
  }
}

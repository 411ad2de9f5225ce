package dev.seep.kernel.stacks.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStackTest {
  @TempDir Path folder;

  @Test
  void functionsOfJavaScriptAreNamedByThePerfMap() throws Exception {
    assumeTrue(Programs.installed("node"), "node is not installed");
    Programs programs = new Programs(folder);
    Path script = programs.source("leak.js");
    try (Target target =
            Target.start(
                programs,
                "node",
                "--perf-basic-prof",
                "--interpreted-frames-native-stack",
                script.toString());
        Unwinder unwinder = Target.unwinder(DebugFiles.NONE)) {
      Path map = Path.of("/tmp", "perf-" + target.proc().getFileName() + ".map");
      try {
        unwinder.modules(target.modules());
        unwinder.perfMap(Files.readAllBytes(map));
        Unwound unwound = unwinder.unwind(target.copy(128 * 1024));
        assertThat(unwound.frames())
            .filteredOn(f -> f.file().equals(script.toString()))
            .extracting(Frame::function, Frame::line, Frame::language)
            .startsWith(
                tuple(
                    "waitForInput",
                    programs.lineOf("leak.js", "function waitForInput"),
                    "javascript"),
                tuple(
                    "waitForInput",
                    programs.lineOf("leak.js", "function waitForInput"),
                    "javascript"),
                tuple(
                    "waitForInput",
                    programs.lineOf("leak.js", "function waitForInput"),
                    "javascript"),
                tuple("openLeak", programs.lineOf("leak.js", "function openLeak"), "javascript"));
        assertThat(unwound.frames().getLast().function())
            .as(unwound.toString())
            .isEqualTo("_start");
        assertThat(unwound.whole()).isTrue();
      } finally {
        Files.deleteIfExists(map);
      }
    }
  }
}

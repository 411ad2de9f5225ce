package dev.seep.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooTest {
  private static final Pattern LINE =
      Pattern.compile("\\{\"fd\":(\\d+),\"name\":\"([^\"]+)\",\"kind\":\"([^\"]+)\".*}}");

  @TempDir private static Path data;

  private RunningCase zoo;

  @BeforeAll
  void open() throws IOException, InterruptedException {
    Build build = RunningCase.build(Casebook.zoo());
    assumeTrue(build instanceof Build.Built, build.reason());
    zoo = RunningCase.start(Casebook.zoo(), RunOptions.leaking(data));
  }

  @AfterAll
  void shut() {
    if (zoo != null) {
      zoo.close();
    }
  }

  private List<Matcher> truths() {
    return zoo.linesBeforeReady().stream()
        .filter(line -> line.startsWith("{\"fd\""))
        .map(LINE::matcher)
        .toList();
  }

  @Test
  void theTruthListsEachOpenDescriptorAndNoOther() throws IOException {
    var told = new TreeSet<Integer>();
    for (Matcher line : truths()) {
      assertThat(line.matches()).isTrue();
      assertThat(told.add(Integer.parseInt(line.group(1)))).isTrue();
    }
    assertThat(told).isEqualTo(Descriptors.of(zoo.pid()).keySet());
  }

  @Test
  void theKernelNamesAnonymousKindsAsTheTruthDoes() throws IOException {
    var links = Descriptors.of(zoo.pid());
    int checked = 0;
    for (Matcher line : truths()) {
      assertThat(line.matches()).isTrue();
      String link = links.getOrDefault(Integer.parseInt(line.group(1)), "");
      if (link.startsWith("anon_inode:")) {
        assertThat(link.replaceAll("[\\[\\]]", "")).isEqualTo("anon_inode:" + line.group(3));
        checked++;
      } else if (line.group(3).equals("socket")) {
        assertThat(link).startsWith("socket:[");
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void whatIsNotPermittedHereIsSaidWithItsReason() {
    assertThat(zoo.linesBeforeReady())
        .allMatch(line -> line.startsWith("{\"fd\"") || line.contains("\"absent\":\""));
  }

  @Test
  void itsOwnNameIsHostile() throws IOException {
    byte[] comm = Files.readAllBytes(Path.of("/proc/" + zoo.pid() + "/comm"));
    assertThat(new String(comm, StandardCharsets.ISO_8859_1)).contains("\n", "\033[31m", "\u00ff");
  }
}

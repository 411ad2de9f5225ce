package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.testkit.ChildJvm;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seep itself out of descriptors. A machine at `fs.file-max` is not tried: root may pass it, and
/// to bring a machine there harms everybody on it; ENFILE takes the way of EMFILE.
final class ExhaustionTest {
  @TempDir static Path folder;

  private static ChildJvm jvm;
  private static Planted target;

  @BeforeAll
  static void plant() throws IOException {
    jvm = RightsProbe.jvm(folder);
    target = Planted.python(KnownSockets.SOURCE);
  }

  @AfterAll
  static void uproot() {
    target.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTO", "PROCFS"})
  void aSoftLimitOfTwentyIsEnoughForEverything(String source) throws Exception {
    String pid = Integer.toString(target.pid());
    List<String> seen =
        jvm.run(List.of("prlimit", "--nofile=20:"), RightsProbe.class, "/proc", source, pid);
    assertThat(seen).endsWith("end").noneMatch(line -> line.contains("EMFILE"));
    assertThat(only(seen, "row ")).contains("NEVER_CONNECTED=3", "CLOSE_WAIT=1");
    assertThat(only(seen, "inventory ")).contains("sockets=11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTO", "PROCFS"})
  void withEverFewerLeftItTellsWhatItCouldNotSee(String source) throws Exception {
    String pid = Integer.toString(target.pid());
    List<String> lines =
        jvm.run(List.of("prlimit", "--nofile=48:48"), ExhaustionProbe.class, source, pid);
    assertThat(lines).endsWith("end");
    Map<String, List<String>> looks = split(lines);
    List<String> whole = look(looks, "free=all");
    looks.forEach((free, seen) -> {
      assertThat(seen).as(free).contains("rows unseen without a reason=0");
      boolean starved = seen.stream().anyMatch(line -> line.contains("EMFILE"));
      boolean same = sight(seen).equals(sight(whole));
      assertThat(starved || same).as(free + " says nothing of what is missing: " + seen).isTrue();
    });
    List<String> none = look(looks, "free=0 before");
    if (only(whole, "doctor ").startsWith("doctor EBPF")) {
      // The iterator has given its descriptors back, and /proc can be read with them.
      assertThat(none).anyMatch(line -> line.startsWith("blind census | descriptors through eBPF"));
      assertThat(only(none, "row ")).contains("NEVER_CONNECTED=3", "CLOSE_WAIT=1");
    } else {
      assertThat(none)
          .anyMatch(line -> line.startsWith("blind census | processes in /proc | EMFILE"))
          .anyMatch(line -> line.startsWith("no process") && line.contains("EMFILE"));
    }
    String plenty = "free=" + ExhaustionProbe.MOST_FREE;
    assertThat(sight(look(looks, plenty + " before"))).isEqualTo(sight(whole));
    assertThat(sight(look(looks, plenty + " fresh"))).isEqualTo(sight(whole));
  }

  /// What was seen of the target, whatever the source and the order.
  private static List<String> sight(List<String> lines) {
    List<String> sight = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("row ")) {
        sight.add(line.chars().sorted().boxed().toList().toString());
      } else if (line.startsWith("inventory ")) {
        sight.add(line.substring(line.indexOf(" open=")));
      } else if (line.startsWith("limits")) {
        sight.add(line);
      }
    }
    return sight;
  }

  private static Map<String, List<String>> split(List<String> lines) {
    Map<String, List<String>> looks = new TreeMap<>();
    List<String> current = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("free=")) {
        current = new ArrayList<>();
        looks.put(line, current);
      }
      current.add(line);
    }
    return looks;
  }

  private static List<String> look(Map<String, List<String>> looks, String name) {
    return looks.getOrDefault(name, List.of());
  }

  private static String only(List<String> lines, String prefix) {
    List<String> found = lines.stream().filter(line -> line.startsWith(prefix)).toList();
    assertThat(found).as(prefix + " in " + lines).hasSize(1);
    return found.getFirst();
  }
}

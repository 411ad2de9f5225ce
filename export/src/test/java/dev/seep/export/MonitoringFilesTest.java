package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What the folders `monitoring` and `packaging` give to other programs can be read by them.
class MonitoringFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path RULES = ROOT.resolve("monitoring/prometheus");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final List<String> MANIFESTS =
      List.of("packaging/kubernetes/daemonset.yaml", "packaging/kubernetes/podmonitor.yaml");

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static void assertPromtoolAgrees(String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed");
    List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
    command.addAll(List.of(arguments));
    Process promtool =
        new ProcessBuilder(command).directory(RULES.toFile()).redirectErrorStream(true).start();
    promtool.getOutputStream().close();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }

  @Test
  void promtoolReadsTheRules() throws Exception {
    assertPromtoolAgrees("check", "rules", "seep-alerts.yaml", "seep-recording.yaml");
  }

  @Test
  void theRulesDoWhatTheirTestsSay() throws Exception {
    assertPromtoolAgrees("test", "rules", "seep-alerts.test.yaml");
  }

  @Test
  void theManifestsAreYamlWithoutRepeatedKeys() throws IOException {
    for (String file : MANIFESTS) {
      Load load =
          new Load(LoadSettings.builder().setLabel(file).setAllowDuplicateKeys(false).build());
      assertThat(load.loadAllFromString(read(file))).isNotEmpty();
    }
  }

  @Test
  void theDashboardIsJsonWhosePanelsHaveNumbersOfTheirOwn() throws IOException {
    Set<Integer> ids = new HashSet<>();
    int panels = 0;
    try (JsonParser json =
        new JsonFactory()
            .createParser(ObjectReadContext.empty(), read("monitoring/grafana/seep.json"))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME && json.currentName().equals("id")) {
          if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            panels++;
            ids.add(json.getIntValue());
          }
        }
      }
    }
    assertThat(panels).isGreaterThan(20);
    assertThat(ids).hasSize(panels);
  }

  @Test
  void unitContainerAndManifestGrantTheSameCapabilities() throws IOException {
    Set<String> unit =
        found(
            "CAP_(\\w+)",
            found("(?m)^CapabilityBoundingSet=(.*)$", read("packaging/systemd/seep-watch.service"))
                .toString());
    Set<String> container = found("--cap-add=(\\w+)", read("packaging/container/Dockerfile"));
    String manifest = read(MANIFESTS.getFirst());
    int from = manifest.indexOf("              add:\n");
    int to = manifest.indexOf("          resources:", from);
    Set<String> pod = found("(?m)^ +- (\\w+)$", manifest.substring(from, to));
    assertThat(unit).contains("BPF", "PERFMON", "SYS_PTRACE").doesNotContain("SYS_ADMIN");
    assertThat(container).isEqualTo(unit);
    assertThat(pod).isEqualTo(unit);
  }

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}

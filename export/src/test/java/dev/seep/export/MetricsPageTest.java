package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/metrics.md`, the rules and the dashboard speak of what [Names] has, and of nothing else.
class MetricsPageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/metrics.md");
  private static final String BEGIN = "<!-- table: begin -->\n";
  private static final String END = "<!-- table: end -->\n";

  /// A word in an expression that can be nothing but a family's name.
  private static final Pattern METRIC =
      Pattern.compile("(?<![:\\w])(?:(?:seep|process|jvm)_[a-z0-9_]+|seep:[a-z0-9_:]+)\\b");

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| Name | Type | Labels | What it is | OpenTelemetry | Unit |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (Family family : Names.all()) {
      table.append(
          String.format(
              "| `%s` | %s | %s | %s | `%s` | `%s` |%n",
              family.name(),
              family.type().name().toLowerCase(Locale.ROOT),
              String.join(", ", family.labels().stream().map(label -> "`" + label + "`").toList()),
              family.help(),
              family.otel(),
              family.unit()));
    }
    return table.toString();
  }

  /// Run with `-Dseep.metrics.write=true` to bring the page up to date.
  @Test
  void thePageHoldsTheTableOfNames() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    assertThat(to).as("both marks are in %s", PAGE).isGreaterThanOrEqualTo(from);
    if (Boolean.getBoolean("seep.metrics.write")) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(table());
  }

  @Test
  void eachNameIsThereOnceAndSaysItsUnitLast() {
    List<String> names = Names.all().stream().map(Family::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> METRIC.matcher(name).matches());
    for (Family family : Names.all()) {
      String base = family.name().replaceFirst("_total$", "");
      if (family.unit().equals("s")) {
        assertThat(base).contains("_seconds");
      }
      if (family.unit().equals("By")) {
        assertThat(base).endsWith("_bytes");
      }
      assertThat(family.help()).endsWith(".").doesNotContain("|");
    }
  }

  @Test
  void aFamilyMakesMetricsWithItsOwnLabelsOnly() {
    assertThat(Names.FINDING_FDS_PER_SECOND.metric(0.5, "unit:a", "a", "0", "tcp", "a-1").labels())
        .containsEntry("workload", "unit:a")
        .containsEntry("process", "a")
        .containsEntry("class", "tcp");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Names.FINDING.metric(1, "a")))
        .hasMessageContaining("seep_finding has 8 labels, not 1");
  }

  @Test
  void theRulesNameOnlyWhatThereIs() throws IOException {
    Path folder = ROOT.resolve("monitoring/prometheus");
    String recording = Files.readString(folder.resolve("seep-recording.yaml"));
    Set<String> known = new HashSet<>(recorded(recording));
    Names.all().forEach(family -> known.add(family.name()));
    for (String file : List.of("seep-alerts.yaml", "seep-recording.yaml")) {
      Set<String> named = named(expressions(Files.readString(folder.resolve(file))));
      assertThat(named).as(file).isNotEmpty().isSubsetOf(known);
    }
  }

  @Test
  void theDashboardNamesOnlyWhatThereIsAndOnlyItsOwnVariables() throws IOException {
    String dashboard = Files.readString(ROOT.resolve("monitoring/grafana/seep.json"));
    Set<String> known = new HashSet<>();
    Names.all().forEach(family -> known.add(family.name()));
    List<String> expressions = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("\"(?:expr|definition|query)\": \"((?:[^\"\\\\]|\\\\.)*)\"")
            .matcher(dashboard);
    while (matcher.find()) {
      expressions.add(matcher.group(1));
    }
    assertThat(expressions).hasSizeGreaterThan(20);
    assertThat(named(expressions)).isNotEmpty().isSubsetOf(known);
  }

  private static Set<String> recorded(String yaml) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile("record: (\\S+)").matcher(yaml);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /// The blocks behind `expr:`, as far as they are indented more.
  private static List<String> expressions(String yaml) {
    List<String> found = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("(?m)^( *)(?:- )?expr: *(.*(?:\\n\\1 +(?![a-z]+:).*)*)").matcher(yaml);
    while (matcher.find()) {
      found.add(matcher.group(2));
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private static Set<String> named(List<String> expressions) {
    Set<String> names = new TreeSet<>();
    for (String expression : expressions) {
      Matcher matcher = METRIC.matcher(expression);
      while (matcher.find()) {
        names.add(matcher.group());
      }
    }
    return names;
  }
}

package dev.seep.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written beside each case holds in its sources; and those of the stories, and their
/// twins, run at the same time for a few seconds: each test reads what came of one. How the others
/// behave is seen when they are hunted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantsTest {
  /// As long as one period of the daemons' load, which then cancels out of the growth.
  private static final int WATCHED_SECONDS = 5;

  private static final List<String> NATIVE = List.of("C", "C++", "Go", "Rust");

  @TempDir private static Path data;

  private final Map<String, RunningCase> leaking = new TreeMap<>();
  private final Map<String, RunningCase> healthy = new TreeMap<>();
  private final Map<String, String> absent = new TreeMap<>();
  private final Map<Long, Integer> early = new TreeMap<>();
  private final Map<Long, Integer> late = new TreeMap<>();

  static List<Case> cases() throws IOException {
    return Casebook.all();
  }

  /// They leak descriptors from their first second on, at a steady rate.
  static List<Case> steady() throws IOException {
    return cases().stream().filter(plant -> plant.chapter().equals("stories")).toList();
  }

  @BeforeAll
  void watchThemAll() throws IOException, InterruptedException, ExecutionException {
    List<Future<?>> starts = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Case plant : steady()) {
        Build build = RunningCase.build(plant);
        if (build instanceof Build.Built) {
          starts.add(executor.submit(() -> start(plant, true)));
          starts.add(executor.submit(() -> start(plant, false)));
        } else {
          absent.put(plant.name(), build.reason());
        }
      }
    }
    for (Future<?> start : starts) {
      start.get();
    }
    Thread.sleep(2000);
    countAll(early);
    Thread.sleep(WATCHED_SECONDS * 1000L);
    countAll(late);
  }

  private String start(Case plant, boolean leak) throws IOException, InterruptedException {
    Path dir = data.resolve(plant.name() + (leak ? "-leak" : "-twin"));
    RunOptions options = leak ? RunOptions.leaking(dir) : RunOptions.healthy(dir);
    if (plant.story().equals("daemon")) {
      options = options.with("--period", Integer.toString(WATCHED_SECONDS));
    }
    RunningCase running = RunningCase.start(plant, options);
    synchronized (this) {
      (leak ? leaking : healthy).put(plant.name(), running);
    }
    return plant.name();
  }

  private void countAll(Map<Long, Integer> counts) throws IOException {
    for (RunningCase running : all()) {
      counts.put(running.pid(), Descriptors.of(running.pid()).size());
    }
  }

  private List<RunningCase> all() {
    return Stream.concat(leaking.values().stream(), healthy.values().stream()).toList();
  }

  @AfterAll
  void endThemAll() {
    all().parallelStream().forEach(RunningCase::close);
  }

  private RunningCase running(Map<String, RunningCase> which, Case plant) {
    String reason = absent.getOrDefault(plant.name(), "");
    assumeTrue(reason.isEmpty(), reason);
    return Objects.requireNonNull(which.get(plant.name()), plant.name());
  }

  private int growth(RunningCase running) {
    return Objects.requireNonNull(late.get(running.pid()))
        - Objects.requireNonNull(early.get(running.pid()));
  }

  @ParameterizedTest
  @MethodSource("steady")
  void aPlantLeaksAtItsRate(Case plant) {
    RunningCase running = running(leaking, plant);
    int expected = WATCHED_SECONDS * plant.descriptorsPerLeak();
    // Its siblings come and go under the count, and the machine may be slow: bounds, not a value.
    assertThat(growth(running)).isBetween(expected / 2, expected * 2);
    assertThat(running.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("steady")
  void aTwinUnderTheSameLoadDoesNotGrow(Case plant) {
    RunningCase running = running(healthy, plant);
    assertThat(growth(running)).isBetween(-4, 4);
    assertThat(running.isAlive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("steady")
  void whatIsLeakedIsWhatTheTruthSays(Case plant) throws IOException {
    RunningCase running = running(leaking, plant);
    for (Truth truth : running.truths()) {
      assertThat(Descriptors.matching(running.pid(), truth))
          .as(truth.toString())
          .isGreaterThanOrEqualTo(WATCHED_SECONDS / 2);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTruthNamesTheLineWhereTheMistakeIs(Case plant) throws IOException {
    assertThat(plant.planted().isEmpty()).isEqualTo(plant.bait());
    for (String place : plant.planted()) {
      int colon = place.lastIndexOf(':');
      Path source = plant.folder().resolve(place.substring(0, colon));
      int line = Integer.parseInt(place.substring(colon + 1));
      assertThat(Files.readAllLines(source).get(line - 1)).contains("PLANTED");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theTruthNamesTheLineThatOpensAndWhoCallsIt(Case plant) throws IOException {
    for (Truth truth : plant.truths()) {
      for (Place place : truth.openedAt()) {
        assertThat(line(plant, place)).contains("OPENED");
      }
      for (Place place : truth.caller()) {
        assertThat(line(plant, place)).contains("CALLER");
      }
    }
  }

  private static String line(Case plant, Place place) throws IOException {
    return Files.readAllLines(place.source(plant)).get(place.line() - 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFunctionThatATruthNamesIsInThatFile(Case plant) throws IOException {
    for (Truth truth : plant.truths()) {
      for (Place place :
          Stream.of(truth.openedAt(), truth.caller()).flatMap(List::stream).toList()) {
        // The line is inside the function: so the function's own name stands above it.
        List<String> above = Files.readAllLines(place.source(plant)).subList(0, place.line());
        String name = place.function().replaceAll(".*[:.]", "");
        assertThat(above).anyMatch(text -> text.matches(".*\\b" + name + "\\(.*"));
      }
    }
  }

  @Test
  void everyNativeCaseSaysWhereItsLeakIsOpenedOrWhyNobodyCanKnow() throws IOException {
    assertThat(cases())
        .filteredOn(plant -> NATIVE.contains(plant.language()) && !plant.bait())
        .filteredOn(plant -> plant.truths().getFirst().resource().equals("descriptor"))
        .allMatch(plant ->
            plant.truths().getFirst().openedAt().isEmpty()
                != plant.truths().getFirst().unknowable().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseHasATwinAndLeaksUnlessItIsBait(Case plant) {
    assertThat(plant.twinOptions()).isNotEmpty();
    assertThat(plant.truths().isEmpty()).isEqualTo(plant.bait());
    assertThat(plant.leakOptions().isEmpty()).isEqualTo(plant.bait());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseIsToldInItsReadme(Case plant) throws IOException {
    String readme = Files.readString(plant.folder().resolve("README.md"));
    for (Truth truth : plant.truths()) {
      assertThat(readme).contains(truth.leakClass());
    }
    for (String place : plant.planted()) {
      assertThat(readme).contains(Path.of(place).getFileName().toString());
    }
  }

  @Test
  void everyCaseIsInTheTableOfTheCasebook() throws IOException {
    String table = Files.readString(Casebook.folder().resolveSibling("README.md"));
    assertThat(cases())
        .allMatch(plant -> table.contains("](cases/" + plant.name() + "/README.md)"));
  }
}

package dev.seep.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seep.testkit.lifetimes.LifetimeFamilies;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Days of healthy and of leaking programs, in minutes: of the healthy nobody is told. More of
/// them: `-Dseep.days=14 -Dseep.seeds=1..5`.
class CompressedDaysTest {
  private static final int DAYS = Integer.getInteger("seep.days", 2);
  private static final String SEEDS = System.getProperty("seep.seeds", "7..7");

  private static List<Long> seeds() {
    String[] ends = SEEDS.split("\\.\\.", -1);
    List<Long> seeds = new ArrayList<>();
    for (long seed = Long.parseLong(ends[0]); seed <= Long.parseLong(ends[1]); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @TestFactory
  Stream<DynamicTest> nobodyIsToldOfAHealthyProgram() {
    return LifetimeFamilies.healthy().stream()
        .flatMap(family ->
            seeds().stream()
                .map(seed -> dynamicTest(family.name() + " " + seed, () -> isQuiet(family, seed))));
  }

  private static void isQuiet(LifetimeFamily family, long seed) {
    CompressedDays days = CompressedDays.play(family, seed, DAYS);
    System.out.println(family.name() + " " + seed + ": " + days.seconds() / 86_400.0 + " days");
    assertThat(days.watch.alarms()).isEmpty();
    assertThat(days.seconds()).isGreaterThanOrEqualTo(86_400);
  }

  @TestFactory
  Stream<DynamicTest> aFastLeakIsTold() {
    return Stream.of("leak-close-wait", "leak-10-per-second-near-limit", "leak-1-per-minute")
        .flatMap(wanted -> LifetimeFamilies.leaking().stream().filter(f -> f.name().equals(wanted)))
        .map(family -> dynamicTest(family.name(), () -> isTold(family)));
  }

  private static void isTold(LifetimeFamily family) {
    assertThat(CompressedDays.play(family, 7, 3).watch.alarms()).isNotEmpty();
  }
}

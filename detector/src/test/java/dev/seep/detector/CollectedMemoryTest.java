package dev.seep.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.HeapUse;
import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Verdict;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Memory where a collector frees it, and memory in mappings.
class CollectedMemoryTest {
  private static final long MB = 1 << 20;

  private static List<Assessment> watch(
      double seconds,
      DoubleUnaryOperator megabytes,
      DoubleFunction<MappingUse> mappings,
      DoubleFunction<@Nullable HeapUse> heap) {
    HuntDetector detector = new HuntDetector();
    for (double at = 0; at <= seconds; at += 0.5) {
      long bytes = (long) (megabytes.applyAsDouble(at) * MB);
      MappingUse use = at % 5 == 0 ? mappings.apply(at) : null;
      HeapUse told = at % 1 == 0 ? heap.apply(at) : null;
      detector.add(new Sample(at, List.of(), List.of(), false, bytes, bytes, use, told));
    }
    return detector.assess();
  }

  private static DoubleFunction<MappingUse> of(ManagedRuntime runtime) {
    return at -> new MappingUse(runtime, 100, 10, 10, 10 * MB, MB, MB);
  }

  private static List<Assessment> under(
      ManagedRuntime runtime, double seconds, DoubleUnaryOperator megabytes) {
    return watch(seconds, megabytes, of(runtime), at -> null);
  }

  /// @param old megabytes used in the old generation, of 300
  /// @param room megabytes committed
  private static List<Assessment> jvm(
      double seconds,
      DoubleUnaryOperator megabytes,
      DoubleUnaryOperator old,
      double room,
      double collectedEvery) {
    return watch(
        seconds,
        megabytes,
        of(ManagedRuntime.HOTSPOT),
        at ->
            new HeapUse(
                (long) (old.applyAsDouble(at) * MB),
                300 * MB,
                (long) (old.applyAsDouble(at) * MB),
                (long) (room * MB),
                (long) (at / 10),
                (long) (at / collectedEvery)));
  }

  private static Verdict only(List<Assessment> assessments) {
    assertThat(assessments).hasSize(1);
    return assessments.get(0).verdict();
  }

  private static void assertUnknown(List<Assessment> assessments, double least, double most) {
    assertThat(only(assessments))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            it -> assertThat((double) it.needed().toSeconds()).isBetween(least, most));
  }

  @Test
  void aJvmThatHasNotCollectedYetIsNotSuspect() {
    assertUnknown(jvm(120, at -> 40 + at, at -> 0, 400, 1e9), 250, 400);
  }

  @Test
  void theTimeNeededIsThatUntilTheOldGenerationIsFull() {
    assertUnknown(jvm(120, at -> 40 + at, at -> 10 + at, 400, 1e9), 170, 200);
  }

  @Test
  void aJvmWhoseCollectionsLeaveMoreEachTimeIsSuspect() {
    assertThat(only(jvm(120, at -> 40 + at, at -> 10 + at, 400, 15)))
        .isInstanceOfSatisfying(
            Verdict.Suspect.class, it -> assertThat(it.reason()).contains("collections"));
  }

  @Test
  void soItIsWhenTheHeapWasResidentFromTheStart() {
    assertThat(only(jvm(120, at -> 500, at -> 10 + at, 400, 15)))
        .isInstanceOf(Verdict.Suspect.class);
  }

  @Test
  void collectionsThatLeaveAsMuchAsBeforeSpeakForTheJvm() {
    assertThat(jvm(120, at -> 40 + at, at -> 20 + at % 30, 400, 30)).isEmpty();
  }

  @Test
  void oneCollectionThatFreesNothingOfASteadyGrowthDecides() {
    assertThat(only(jvm(120, at -> 40 + at, at -> 10 + at, 400, 100)))
        .isInstanceOf(Verdict.Suspect.class);
    assertUnknown(jvm(120, at -> 40 + at, at -> at < 100 ? 10 + at : at - 90, 400, 100), 0, 4_000);
  }

  @Test
  void whatTheHeapOfAJvmHasNoRoomForGrewOutsideIt() {
    assertThat(only(jvm(120, at -> 40 + at, at -> 0, 60, 1e9)))
        .isInstanceOfSatisfying(
            Verdict.Suspect.class, it -> assertThat(it.reason()).contains("outside the Java heap"));
  }

  @Test
  void soDidItWhenCollectionsLeaveAsMuchAsBefore() {
    assertThat(only(jvm(120, at -> 40 + at, at -> 10, 60, 15)))
        .isInstanceOfSatisfying(
            Verdict.Suspect.class, it -> assertThat(it.reason()).contains("outside the Java heap"));
  }

  @Test
  void v8IsSuspectOnceItHoldsMoreThanGarbageMayGrowTo() {
    DoubleUnaryOperator once = at -> at < 20 ? 20 + 2 * at : 20 + at;
    assertUnknown(under(ManagedRuntime.V8, 120, once), 30, 120);
    assertThat(only(under(ManagedRuntime.V8, 240, once))).isInstanceOf(Verdict.Suspect.class);
  }

  @Test
  void whatRisesAndFallsIsJudgedByItsTroughs() {
    DoubleUnaryOperator rising = at -> 50 + 0.6 * at + at % 20;
    assertThat(only(under(ManagedRuntime.V8, 120, rising))).isInstanceOf(Verdict.Suspect.class);
    assertThat(under(ManagedRuntime.V8, 120, at -> 50 + at % 20)).isEmpty();
    assertThat(under(ManagedRuntime.V8, 120, at -> 50 + 0.07 * at + at % 20)).isEmpty();
  }

  @Test
  void goIsSuspectBeyondItsTargetOrAfterItsForcedCollection() {
    assertThat(only(under(ManagedRuntime.GO, 120, at -> 2 + 0.5 * at)))
        .isInstanceOf(Verdict.Suspect.class);
    assertUnknown(under(ManagedRuntime.GO, 120, at -> 200 + at), 30, 60);
    assertThat(only(under(ManagedRuntime.GO, 160, at -> 200 + at)))
        .isInstanceOf(Verdict.Suspect.class);
  }

  @Test
  void aCollectorOfWhichNothingIsKnownIsWaitedFor() {
    assertUnknown(under(ManagedRuntime.OTHER, 120, at -> 50 + at), 400, 500);
  }

  private static List<Assessment> maps(double seconds, DoubleUnaryOperator number, int files) {
    return watch(
        seconds,
        at -> 50,
        at -> {
          int many = (int) number.applyAsDouble(at);
          return new MappingUse(
              ManagedRuntime.NATIVE, many, many, Math.min(many, files), many * MB, MB, MB);
        },
        at -> null);
  }

  @Test
  void filesMappedAgainAndAgainAreSuspect() {
    assertThat(only(maps(120, at -> 10 + at, 3)))
        .isInstanceOfSatisfying(
            Verdict.Suspect.class,
            it -> assertThat(it.reason()).contains("mappings of files grew by", "again and again"));
    assertThat(only(maps(75, at -> 10 + at, 3))).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void differentFilesMayBeACacheThatFillsForFiveMinutes() {
    assertUnknown(maps(120, at -> 10 + at, 9_999), 180, 240);
    assertThat(only(maps(320, at -> 10 + at, 9_999))).isInstanceOf(Verdict.Suspect.class);
  }

  @Test
  void filesThatAreMappedOnceOrUnmappedAgainAreNotWorthAWord() {
    assertThat(maps(120, at -> Math.min(10 + at, 80), 3)).isEmpty();
    assertThat(maps(120, at -> 10 + at % 30, 3)).isEmpty();
    assertThat(maps(120, at -> 10 + at / 10, 3)).isEmpty();
  }

  @Test
  void whatGrowsPastTheHeapOfMallocIsToldAsMappings() {
    DoubleFunction<MappingUse> mapped =
        at -> new MappingUse(ManagedRuntime.NATIVE, 9, 2, 2, MB, MB, (long) (at * MB));
    List<Assessment> all = watch(120, at -> 50 + at, mapped, at -> null);
    assertThat(only(all).reason()).contains("in mappings");
    assertThat(all.get(0).population().kind()).isEqualTo("anonymous mapping");
    DoubleFunction<MappingUse> heap =
        at -> new MappingUse(ManagedRuntime.NATIVE, 9, 2, 2, MB, (long) (at * MB), MB);
    assertThat(watch(120, at -> 50 + at, heap, at -> null).get(0).population().kind())
        .isEqualTo("memory");
  }
}

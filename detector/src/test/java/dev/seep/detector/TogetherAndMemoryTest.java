package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Verdict;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TogetherAndMemoryTest {
  private static final Population EPOLL = new Population("eventpoll", "", false);
  private static final Population EVENT = new Population("eventfd", "", false);

  @Test
  void anEpollInstanceAndItsEventfdsAreOneFinding() {
    Story story = new Story(2);
    for (int i = 0; i < 60; i++) {
      double at = i + 0.9 * story.random.nextDouble();
      story.one(EPOLL, at, NEVER, in(Condition.ANONYMOUS));
      story.one(EVENT, at, NEVER, in(Condition.ANONYMOUS));
      story.one(EVENT, at, NEVER, in(Condition.ANONYMOUS));
    }
    assertThat(story.watch(60, 0.5).assess())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.populations()).containsExactlyInAnyOrder(EPOLL, EVENT);
          assertThat(each.count()).isEqualTo(180);
        });
  }

  @Test
  void eventDescriptorsThatComeEachInTheirOwnTimeAreTwoFindings() {
    Story story = new Story(2);
    story.poisson(1, 0, 60, EPOLL, constant(NEVER), in(Condition.ANONYMOUS));
    story.poisson(1, 0, 60, EVENT, constant(NEVER), in(Condition.ANONYMOUS));
    assertThat(story.watch(60, 0.5).assess()).hasSize(2);
  }

  @Test
  void aFileAndASocketOpenedByTimersOfOnePeriodAreTwoLeaks() {
    Story story = new Story(4);
    for (int i = 0; i < 60; i++) {
      story.one(file("/srv/images/*.png"), i + 0.1, NEVER, in(Condition.OPEN));
      story.one(tcp("127.0.0.1:9999"), i + 0.1, NEVER, silent());
    }
    assertThat(story.watch(60, 0.5).assess())
        .hasSize(2)
        .allMatch(each -> each.verdict() instanceof Verdict.Suspect);
  }

  private static List<Assessment> memory(double seconds, DoubleUnaryOperator megabytes) {
    HuntDetector detector = new HuntDetector();
    for (double at = 0; at <= seconds; at += 0.5) {
      long bytes = (long) (megabytes.applyAsDouble(at) * (1 << 20));
      detector.add(new Sample(at, List.of(), bytes, bytes));
    }
    return detector.assess();
  }

  @Test
  void memoryThatGrowsInEveryEighthOfTwoMinutesIsSuspect() {
    assertThat(memory(120, at -> 100 + 0.5 * at))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.verdict()).isInstanceOf(Verdict.Suspect.class);
          assertThat(each.resource()).isEqualTo(ResourceKind.MEMORY);
          assertThat(each.rate().perMinute() / (1 << 20)).isBetween(28.0, 32.0);
        });
  }

  @Test
  void aMinuteIsTooShortToSuspectMemory() {
    assertThat(memory(60, at -> 100 + 0.5 * at))
        .singleElement()
        .satisfies(each -> assertThat(each.verdict()).isInstanceOf(Verdict.Unknown.class));
  }

  @Test
  void memoryThatIsGivenBackOrSettlesIsNotWorthAWord() {
    assertThat(memory(120, at -> 100 + at % 20)).isEmpty();
    assertThat(memory(120, at -> 100 + Math.min(at, 40))).isEmpty();
    assertThat(memory(120, at -> 100 + 0.02 * at)).isEmpty();
  }
}

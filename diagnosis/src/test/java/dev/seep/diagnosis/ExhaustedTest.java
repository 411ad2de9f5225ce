package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExhaustedTest {
  private static final DescriptorLimits LIMITS = new DescriptorLimits(64, 64);
  private static final Verdict HEALTHY = new Verdict.Healthy("nothing grows");
  private static final List<Exhaustion> REFUSED =
      List.of(new Exhaustion("accept4", Errno.EMFILE, 312, 0.2));

  @Test
  void aFullProcessThatDoesNotGrowIsNotCalledHealthy() {
    Verdict verdict = Exhausted.remarked(HEALTHY, REFUSED, 64, LIMITS);
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(verdict.reason())
        .startsWith(
            "nothing grows; accept4 → EMFILE 312 times, the last 0.2 s ago:"
                + " the limit of the process is reached already, and ");
  }

  @Test
  void itStaysHealthyWhenNothingWasRefused() {
    assertThat(Exhausted.remarked(HEALTHY, List.of(), 64, LIMITS)).isEqualTo(HEALTHY);
  }

  @Test
  void oneThatHasRoomAgainStaysHealthyAndSaysWhatHappened() {
    Verdict verdict = Exhausted.remarked(HEALTHY, REFUSED, 20, LIMITS);
    assertThat(verdict).isInstanceOf(Verdict.Healthy.class);
    assertThat(verdict.reason()).contains("accept4 → EMFILE 312 times");
  }

  @Test
  void anInstanceLimitThatMayBeMeantLeavesTheVerdict() {
    List<Exhaustion> inotify = List.of(new Exhaustion("inotify_init1", Errno.EMFILE, 1, 3));
    Verdict verdict = Exhausted.remarked(HEALTHY, inotify, 64, LIMITS);
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Healthy(
                "nothing grows; inotify_init1 → EMFILE once, 3.0 s ago: the limit of the process,"
                    + " or that of its user's instances, is reached already"));
  }

  @Test
  void whileTheMachineIsOutOfFilesNobodyIsCalledHealthy() {
    List<Exhaustion> machine = List.of(new Exhaustion("openat", Errno.ENFILE, 9, 1));
    Verdict verdict = Exhausted.remarked(HEALTHY, machine, 20, LIMITS);
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(verdict.reason()).contains("openat → ENFILE 9 times").contains("fs.file-max");
  }

  @Test
  void aLeakKeepsItsVerdictAndItsTime() {
    assertThat(Exhausted.remarked(new Verdict.Leak("sockets"), REFUSED, 64, LIMITS).reason())
        .startsWith("sockets; accept4");
    Verdict unknown = new Verdict.Unknown("too short", Duration.ofSeconds(20));
    assertThat(Exhausted.remarked(unknown, REFUSED, 64, LIMITS))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class, it -> assertThat(it.needed()).isEqualTo(Duration.ofSeconds(20)));
  }
}

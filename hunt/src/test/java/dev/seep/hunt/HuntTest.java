package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Verdict;
import dev.seep.tracing.Tracers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HuntTest {
  private static final HuntOptions TWO_MINUTES = new HuntOptions(Duration.ofMinutes(2), false);

  @Test
  void socketsThatAreCreatedAndForgottenAreALeakAndTheHuntStopsEarly() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at)));
    HuntReport report = hunt(eye, TWO_MINUTES);
    assertThat(report.verdict()).isInstanceOf(Verdict.Leak.class);
    assertThat(report.findings().getFirst().leakClass())
        .isEqualTo(LeakClass.NEVER_CONNECTED_SOCKET);
    assertThat(report.findings().getFirst().rate().perMinute()).isBetween(45.0, 75.0);
    assertThat(report.findings().getFirst().forecast().isNever()).isFalse();
    assertThat(report.watched().seconds()).isBetween(29.0, 61.0);
  }

  @Test
  void theFullHuntGoesOnWhenTheVerdictIsSure() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at)));
    HuntReport report = hunt(eye, new HuntOptions(Duration.ofMinutes(2), true));
    assertThat(report.watched().seconds()).isGreaterThanOrEqualTo(120);
  }

  @Test
  void aProcessThatHoldsWhatItHeldIsHealthy() {
    HuntReport report = hunt(new ScriptedEye(at -> sockets(30)), TWO_MINUTES);
    assertThat(report.verdict()).isInstanceOf(Verdict.Healthy.class);
  }

  @Test
  void aShortLookAtASlowLeakSaysHowMuchLongerItNeeds() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at / 6)));
    HuntReport report = hunt(eye, new HuntOptions(Duration.ofSeconds(20), false));
    assertThat(report.verdict())
        .isInstanceOfSatisfying(Verdict.Unknown.class, v -> assertThat(v.needed()).isPositive());
  }

  @Test
  void aProcessThatEndsIsJudgedByWhatWasSeenAndTheEndIsSaid() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at))).endingAt(25);
    HuntReport report = hunt(eye, TWO_MINUTES);
    assertThat(report.watched().seconds()).isBetween(24.0, 26.0);
    assertThat(report.blind()).anyMatch(b -> b.why().contains("has ended"));
  }

  @Test
  void aProcessThatIsGoneBeforeTheFirstLookIsUnseen() {
    Reading<HuntReport> reading =
        reading(new ScriptedEye(at -> List.of()).endingAt(0), TWO_MINUTES);
    assertThat(reading).isInstanceOf(Reading.Unseen.class);
  }

  @Test
  void aLookThatBrokeOffHalfWayIsToldAndNotTakenForAMassClosing() {
    ScriptedEye eye = new ScriptedEye(at -> sockets(100)).readingHalfBetween(10, 12);
    HuntReport report = hunt(eye, new HuntOptions(Duration.ofSeconds(40), true));
    assertThat(report.watched().closed()).isZero();
    assertThat(report.watched().opened()).isZero();
    assertThat(report.blind()).anyMatch(b -> b.why().contains("EMFILE"));
  }

  @Test
  void stoppingEndsItWithWhatIsKnown() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at)));
    AtomicInteger asked = new AtomicInteger();
    Reading<HuntReport> reading =
        new Hunt(eye, Tracers.none("a test without a tracer"), eye)
            .run(ScriptedEye.TARGET, TWO_MINUTES, p -> {}, () -> asked.incrementAndGet() > 10);
    HuntReport report = ((Reading.Seen<HuntReport>) reading).value();
    assertThat(report.watched().interrupted()).isTrue();
    assertThat(report.watched().looks()).isEqualTo(11);
  }

  @Test
  void progressIsToldAboutOnceASecond() {
    List<HuntProgress> told = new ArrayList<>();
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at)));
    Reading<HuntReport> reading =
        new Hunt(eye, Tracers.none("a test without a tracer"), eye)
            .run(
                ScriptedEye.TARGET,
                new HuntOptions(Duration.ofSeconds(20), true),
                told::add,
                () -> false);
    assertThat(reading).isInstanceOf(Reading.Seen.class);
    assertThat(told).hasSizeBetween(15, 20);
    assertThat(told.getLast().open()).isGreaterThan(told.getFirst().open());
  }

  @Test
  void expensiveLooksAreSpacedOut() {
    Pacer pacer = new Pacer(false);
    pacer.looked(1_000_000);
    assertThat(pacer.pauseNanos()).isEqualTo(Pacer.SHORTEST_NANOS);
    Pacer slow = new Pacer(false);
    slow.looked(100_000_000);
    assertThat(slow.pauseNanos()).isEqualTo(2_400_000_000L);
    Pacer stuck = new Pacer(false);
    stuck.looked(60_000_000_000L);
    assertThat(stuck.pauseNanos()).isEqualTo(Pacer.LONGEST_NANOS);
  }

  @Test
  void threadsOfAPoolAreOneFamily() {
    assertThat(ThreadNames.pattern("worker-17")).isEqualTo("worker-*");
    assertThat(ThreadNames.pattern("pool-3-thread-4")).isEqualTo("pool-*-thread-*");
  }

  private static HuntReport hunt(ScriptedEye eye, HuntOptions options) {
    return ((Reading.Seen<HuntReport>) reading(eye, options)).value();
  }

  private static Reading<HuntReport> reading(ScriptedEye eye, HuntOptions options) {
    return new Hunt(eye, Tracers.none("a test without a tracer"), eye)
        .run(ScriptedEye.TARGET, options, p -> {}, () -> false);
  }

  /// `count` TCP sockets on which nothing was ever done.
  private static List<Descriptor> sockets(int count) {
    List<Descriptor> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Resource socket =
          new Socket(
              SocketFamily.INET,
              "TCP",
              SocketState.NEVER_CONNECTED,
              null,
              true,
              null,
              null,
              "",
              0,
              0,
              null,
              List.of(),
              1);
      held.add(new Descriptor(3 + i, socket, 8, 1000 + i, OpenFlags.UNKNOWN, -1, 0));
    }
    return held;
  }
}

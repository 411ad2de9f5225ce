package dev.seep.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.Condition;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Finding;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Resource;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoserTest {
  private static final DescriptorLimits LIMITS = new DescriptorLimits(1_024, 4_096);

  private static Assessment assessment(
      String kind,
      String place,
      @Nullable Condition condition,
      EvidenceKind evidence,
      Verdict verdict) {
    ResourceKind resource =
        switch (kind) {
          case "thread" -> ResourceKind.THREAD;
          case "memory" -> ResourceKind.MEMORY;
          default -> ResourceKind.DESCRIPTOR;
        };
    boolean held = evidence == EvidenceKind.HELD;
    return new Assessment(
        List.of(new Population(kind, place, false)),
        condition,
        1,
        resource,
        evidence,
        verdict,
        20,
        20,
        0,
        new Rate(60, 45, 78),
        55,
        1e-9,
        new Siblings(60, 0, Double.NaN),
        held ? 20 : Double.NaN,
        held ? 20 : -1,
        List.of());
  }

  private static Diagnosis diagnose(int open, double watched, Assessment... assessments) {
    Zoo zoo = new Zoo().hold(open, new Resource.EventFd(0, 1));
    return Diagnoser.diagnose(List.of(assessments), zoo.inventory(1_024), LIMITS, watched);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, NEVER_CONNECTED, never-connected-socket",
    "tcp, UNLISTED, never-connected-socket",
    "udp, NEVER_CONNECTED, never-connected-socket",
    "tcp, BOUND, never-connected-socket",
    "tcp, CONNECTING, abandoned-connect",
    "tcp, CONNECT_FAILED, abandoned-connect",
    "tcp, CLOSE_WAIT, close-wait",
    "tcp, DEAD, dead-socket",
    "tcp, HALF_CLOSED, dead-socket",
    "unix, LONELY, dead-socket",
    "tcp, IDLE, idle-established",
    "tcp, CONNECTED, idle-established",
    "unix, UNIX_CONNECTED, pipe",
    "tcp, UNREAD, unread-response",
    "udp, DATAGRAM, resolver-socket",
    "netlink, DATAGRAM, event-descriptor",
    "file, OPEN, unclosed-file",
    "device, OPEN, unclosed-file",
    "file, DELETED, deleted-file",
    "directory, OPEN, unclosed-directory",
    "directory, DELETED, unclosed-directory",
    "pipe, ANONYMOUS, pipe",
    "fifo, ANONYMOUS, pipe",
    "eventpoll, ANONYMOUS, event-descriptor",
    "eventfd, ANONYMOUS, event-descriptor",
    "io_uring, ANONYMOUS, event-descriptor",
    "tcp, LISTENING, listener",
    "thread, THREAD, thread"
  })
  void eachConditionHasItsClass(String kind, Condition condition, String slug) {
    Verdict suspect = new Verdict.Suspect("it grows");
    Finding finding =
        diagnose(100, 60, assessment(kind, "", condition, EvidenceKind.GROWTH, suspect))
            .findings()
            .get(0);
    assertThat(finding.leakClass().slug()).isEqualTo(slug);
    assertThat(finding.what()).isNotBlank();
    assertThat(finding.advice()).isNotBlank();
  }

  @Test
  void aUnixSocketThatIsConnectedToANameIsAConnectionAndNoSocketPair() {
    Verdict suspect = new Verdict.Suspect("it grows");
    Assessment named =
        assessment("unix", "/run/db.sock", Condition.UNIX_CONNECTED, EvidenceKind.GROWTH, suspect);
    assertThat(diagnose(100, 60, named).findings().getFirst().leakClass())
        .isEqualTo(LeakClass.IDLE_ESTABLISHED);
  }

  @Test
  void aLeakSaysWhenTheLimitIsReachedAndWhatRaisingItBuys() {
    Diagnosis diagnosis =
        diagnose(
            424,
            60,
            assessment(
                "tcp",
                "10.0.0.1:80",
                Condition.CLOSE_WAIT,
                EvidenceKind.STATE,
                new Verdict.Leak("20 stayed")));
    Finding finding = diagnosis.findings().get(0);
    assertThat(finding.peer()).isEqualTo("10.0.0.1:80");
    assertThat(finding.forecast().limitInSeconds()).isEqualTo(600);
    assertThat(finding.remarks()).contains("not a cure: raising the limit buys 17 min per 1,024");
    assertThat(diagnosis.verdict())
        .isEqualTo(
            new Verdict.Leak(
                "connections that the peer has closed and this process has not; limit in 10 min"));
  }

  @Test
  void twoLeaksAtOnceReachTheLimitSooner() {
    Verdict leak = new Verdict.Leak("stayed");
    Diagnosis diagnosis =
        diagnose(
            424,
            60,
            assessment("tcp", "10.0.0.1:80", Condition.CLOSE_WAIT, EvidenceKind.STATE, leak),
            assessment("file", "/srv/*.png", Condition.OPEN, EvidenceKind.GAP, leak));
    assertThat(diagnosis.findings()).hasSize(2);
    assertThat(diagnosis.verdict().reason()).contains("and 1 more", "limit in 5 min");
    assertThat(diagnosis.findings()).anyMatch(each -> each.path().equals("/srv/*.png"));
  }

  @Test
  void whatIsHeldTooLongNeverReachesALimitAboveItsCeiling() {
    Diagnosis diagnosis =
        diagnose(
            100,
            60,
            assessment(
                "tcp",
                "10.0.0.1:80",
                Condition.CLOSE_WAIT,
                EvidenceKind.HELD,
                new Verdict.Suspect("held for 20 s")));
    Finding finding = diagnosis.findings().get(0);
    assertThat(finding.leakClass()).isEqualTo(LeakClass.HELD_TOO_LONG);
    assertThat(finding.ceiling()).isEqualTo(20);
    assertThat(finding.forecast().isNever()).isTrue();
    assertThat(finding.rate()).isEqualTo(Rate.NONE);
  }

  @Test
  void nearTheLimitWithoutGrowthIsCapacityAndNoLeak() {
    Diagnosis diagnosis = diagnose(1_000, 60);
    assertThat(diagnosis.verdict()).isInstanceOf(Verdict.Healthy.class);
    assertThat(diagnosis.findings())
        .singleElement()
        .satisfies(each -> assertThat(each.leakClass()).isEqualTo(LeakClass.LIMIT_TOO_LOW));
  }

  @Test
  void thousandsOfPortsTowardsOnePeerAreSpokenOf() {
    Zoo zoo = new Zoo();
    for (int port = 32_768; port < 60_000; port++) {
      zoo.hold(
          1,
          Zoo.tcp(
              SocketState.ESTABLISHED,
              new Endpoint("10.0.0.2", port),
              new Endpoint("10.0.0.1", 80)));
    }
    assertThat(
            Diagnoser.diagnose(List.of(), zoo.inventory(0), DescriptorLimits.UNKNOWN, 60)
                .findings())
        .singleElement()
        .satisfies(each -> assertThat(each.leakClass()).isEqualTo(LeakClass.PORT_EXHAUSTION));
  }

  @Test
  void aWatchThatSawNothingGrowIsHealthyAndAShortOneIsUnknown() {
    assertThat(diagnose(50, 60).verdict()).isInstanceOf(Verdict.Healthy.class);
    assertThat(diagnose(50, 10).verdict())
        .isEqualTo(
            new Verdict.Unknown("10 s are too short to tell what stays", Duration.ofSeconds(20)));
  }

  @Test
  void memoryThatCannotBeJudgedLeavesTheProcessHealthy() {
    Verdict unknown = new Verdict.Unknown("too short", Duration.ofMinutes(2));
    assertThat(
            diagnose(50, 60, assessment("memory", "", null, EvidenceKind.GROWTH, unknown))
                .verdict())
        .isInstanceOf(Verdict.Healthy.class);
  }
}

package dev.seep.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.Workload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final int PID = 100;

  /// Opens connections that are closed again after some seconds, as a healthy client does.
  private static final class Traffic {
    private final Deque<Integer> open = new ArrayDeque<>();
    private final StagedHost.Staged process;

    Traffic(StagedHost.Staged process) {
      this.process = process;
    }

    void step() {
      for (int i = 0; i < 5; i++) {
        open.add(process.open(StagedHost.tcp(SocketState.ESTABLISHED, "10.0.0.7", 443)));
      }
      while (open.size() > 10) {
        process.close(open.remove());
      }
    }
  }

  private static StagedHost.Staged daemon(StagedWatch watch, double ago) {
    StagedHost.Staged process = watch.host.start(PID, "daemon", ago);
    for (int i = 0; i < 20; i++) {
      process.open(StagedHost.file("/srv/data/" + i + ".db"));
    }
    return process;
  }

  @Test
  void whatLeaksByItsStateIsSaidWithinHoursEvenWhenCloserLooksFindNothing() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    StagedHost.Staged process = daemon(watch, 86_400);
    process.soft = 100_000;
    Traffic traffic = new Traffic(process);
    for (int i = 0; i < 6 * 720 && watch.alarms().isEmpty(); i++) {
      traffic.step();
      if (i % 12 == 0) {
        process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.9", 1965));
      }
      watch.tick(5);
    }
    assertThat(watch.alarms()).isNotEmpty();
    Incident incident = watch.alarms().getFirst();
    assertThat(incident.standing()).isEqualTo(Standing.LEAK);
    assertThat(incident.severity()).isEqualTo(Severity.WARNING);
    assertThat(incident.leakClass()).isEqualTo(LeakClass.CLOSE_WAIT);
    assertThat(incident.peer()).isEqualTo("10.0.0.9:1965");
    assertThat(incident.rate().perMinute()).isBetween(0.8, 1.3);
    assertThat(incident.lineage().id()).isEqualTo("unit:daemon.service/daemon/0");
  }

  @Test
  void theSameTrafficWithoutTheLeakIsQuietForDays() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    Traffic traffic = new Traffic(daemon(watch, 86_400));
    for (int i = 0; i < 2 * 2_880; i++) {
      traffic.step();
      watch.tick(30);
    }
    assertThat(watch.told).isEmpty();
  }

  @Test
  void aLeakNearItsLimitIsToldAtOnceWithTheLineThatACloserLookFound() {
    StagedHunts hunts =
        new StagedHunts(process -> Reading.seen(StagedHunts.leak(process, 60, 900)));
    StagedWatch watch = new StagedWatch(hunts);
    StagedHost.Staged process = daemon(watch, 3_600);
    for (int i = 0; i < 60 && watch.alarms().isEmpty(); i++) {
      for (int opened = 0; opened < 5; opened++) {
        process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      }
      watch.tick(5);
    }
    assertThat(watch.alarms()).hasSize(1);
    Incident incident = watch.alarms().getFirst();
    assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(incident.frames().getFirst().file()).isEqualTo("client.cpp");
    assertThat(incident.hunted()).isTrue();
    assertThat(Kept.evidence(watch.history.documents(), incident.id())).isPresent();
    assertThat(process.size()).as("long before the limit").isLessThan(300);
  }

  @Test
  void aLeakWithTimeLeftNeedsASecondOpinionAndIsToldOnce() {
    StagedHunts hunts =
        new StagedHunts(process -> Reading.seen(StagedHunts.leak(process, 12, 40_000)));
    StagedWatch watch = new StagedWatch(hunts);
    StagedHost.Staged process = daemon(watch, 3_600);
    process.soft = 20_000;
    int firstLook = -1;
    for (int i = 0; i < 360; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      watch.tick(5);
      if (firstLook < 0 && !hunts.begun.isEmpty()) {
        firstLook = i;
        assertThat(watch.alarms()).isEmpty();
      }
    }
    assertThat(hunts.begun.size()).isBetween(2, 4);
    assertThat(watch.incidents()).hasSize(1);
    assertThat(watch.incidents().getFirst().standing()).isEqualTo(Standing.LEAK);
    assertThat(watch.incidents().getFirst().severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aRestartContinuesTheSeriesAndEndsNoIncident() {
    StagedHunts hunts =
        new StagedHunts(process -> Reading.seen(StagedHunts.leak(process, 60, 900)));
    StagedWatch watch = new StagedWatch(hunts);
    StagedHost.Staged process = daemon(watch, 3_600);
    for (int i = 0; i < 60; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      watch.tick(5);
    }
    assertThat(watch.incidents()).hasSize(1);
    watch.host.end(PID);
    watch.tick(5);
    StagedHost.Staged next = watch.host.start(PID + 1, "daemon", 1);
    next.open(StagedHost.file("/srv/data/0.db"));
    watch.tick(5);
    assertThat(watch.history.marksOf("restart")).hasSize(1);
    assertThat(watch.history.of("unit:daemon.service/daemon/0", "open")).endsWith(1L);
    for (int i = 0; i < 120; i++) {
      for (int opened = 0; opened < 5; opened++) {
        next.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      }
      watch.tick(5);
    }
    assertThat(watch.incidents()).as("one cause is one incident").hasSize(1);
    assertThat(watch.incidents().getFirst().isOpen()).isTrue();
    assertThat(watch.incidents().getFirst().process().pid()).isEqualTo(PID + 1);
  }

  @Test
  void whatDoesNotComeBackAfterARestartIsOver() {
    StagedWatch watch = stopsLeaking();
    watch.host.end(PID);
    watch.tick(5);
    daemon(watch, 1);
    watch.tick(5);
    for (int i = 0; i < 360; i++) {
      watch.tick(30);
    }
    assertThat(watch.incidents()).hasSize(1);
    assertThat(watch.incidents().getFirst().resolution()).contains("did not come back");
  }

  @Test
  void whatEndsForGoodIsOver() {
    StagedWatch watch = stopsLeaking();
    watch.host.end(PID);
    for (int i = 0; i < 140; i++) {
      watch.tick(5);
    }
    assertThat(watch.incidents().getFirst().resolution()).contains("ended");
    assertThat(watch.history.of("unit:daemon.service/daemon/0", "open")).endsWith(Long.MIN_VALUE);
  }

  private static StagedWatch stopsLeaking() {
    StagedWatch watch =
        new StagedWatch(
            new StagedHunts(process -> Reading.seen(StagedHunts.leak(process, 60, 900))));
    StagedHost.Staged process = daemon(watch, 3_600);
    for (int i = 0; i < 60; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      watch.tick(5);
    }
    assertThat(watch.alarms()).isNotEmpty();
    return watch;
  }

  @Test
  void proofOfAFailedCallIsCriticalAndCountsOnce() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    daemon(watch, 3_600);
    watch.tick(5);
    watch.told.addAll(
        watch.engine.exhaustedAt(PID, "accept4: too many open files", watch.host.now()));
    watch.told.addAll(
        watch.engine.exhaustedAt(PID, "accept4: too many open files", watch.host.now()));
    assertThat(watch.told).hasSize(1);
    assertThat(watch.told.getFirst().standing()).isEqualTo(Standing.EXHAUSTED);
    assertThat(watch.told.getFirst().reason()).contains("too many open files");
  }

  @Test
  void growthThatIsNoProvenLeakIsToldWhenHalfOfTheLimitIsGoneAndTheRestGoesSoon() {
    StagedHunts hunts =
        new StagedHunts(process ->
            Reading.seen(StagedHunts.leak(process, 60, 900).replace("\"leak\"", "\"suspect\"")));
    StagedWatch watch = new StagedWatch(hunts);
    StagedHost.Staged process = daemon(watch, 3_600);
    for (int i = 0; i < 180; i++) {
      for (int opened = 0; opened < 5; opened++) {
        process.open(StagedHost.tcp(SocketState.ESTABLISHED, "10.0.0.7", 443));
      }
      watch.tick(5);
      if (process.size() < 500) {
        assertThat(watch.alarms()).isEmpty();
      }
    }
    assertThat(watch.incidents()).hasSize(1);
    assertThat(watch.incidents().getFirst().standing()).isEqualTo(Standing.EXHAUSTED);
    assertThat(watch.incidents().getFirst().frames()).isNotEmpty();
  }

  @Test
  void aLimitThatComesNearIsToldEvenWhereNobodyCanLookCloser() {
    StagedWatch watch = new StagedWatch(HuntRunner.none("not here"));
    StagedHost.Staged process = daemon(watch, 3_600);
    for (int i = 0; i < 190 && watch.alarms().isEmpty(); i++) {
      for (int opened = 0; opened < 5; opened++) {
        process.open(StagedHost.tcp(SocketState.ESTABLISHED, "10.0.0.7", 443));
      }
      watch.tick(5);
    }
    assertThat(watch.alarms()).hasSize(1);
    assertThat(process.size()).isLessThan(1_000);
  }

  @Test
  void aWatchThatIsStartedAnewKnowsWhoWasWho() {
    StagedWatch first = new StagedWatch(StagedHunts.healthy());
    for (int pid : new int[] {11, 12, 13}) {
      first.host.start(pid, "worker", 3_600).open(StagedHost.file("/srv/" + pid));
    }
    first.tick(5);
    Kept.roll(first.history.documents(), first.engine.roll().known());
    StagedWatch second = new StagedWatch(StagedHunts.healthy());
    second.engine.roll().expect(Kept.roll(first.history.documents()));
    for (int pid : new int[] {13, 14, 11}) {
      second.host.start(pid, "worker", 3_600).open(StagedHost.file("/srv/" + pid));
    }
    second.tick(5);
    assertThat(second.engine.roll().known())
        .containsAllEntriesOf(
            Map.of(
                new ProcessIdentity(11, 99_640_000), slot(0),
                new ProcessIdentity(13, 99_640_000), slot(2),
                new ProcessIdentity(14, 99_640_000), slot(1)));
  }

  private static Lineage slot(int slot) {
    return new Lineage(new Workload(Workload.Kind.UNIT, "worker.service"), "worker", slot);
  }

  @Test
  void thousandsOfShortLivedProcessesAreCountedAndNotFollowed() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    int pid = 1_000;
    for (int tick = 0; tick < 50; tick++) {
      for (int i = 0; i < 200; i++) {
        watch.host.end(pid - 200);
        watch.host.start(pid++, "sh", 0.5);
      }
      watch.tick(5);
    }
    assertThat(watch.history.values.keySet()).allMatch(key -> key.owner().equals("host"));
    assertThat(watch.engine.snapshot(Selves.some(), "h", "k").host().shortLived())
        .isGreaterThan(9_000);
  }

  @Test
  void aProcessThatCannotBeSeenIsSaidToBe() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    daemon(watch, 3_600).blind = new Blind("process 100", "EACCES", "be root");
    watch.tick(5);
    assertThat(watch.engine.snapshot(Selves.some(), "h", "k").processes().getFirst().standing())
        .isEqualTo(Standing.UNSEEN);
    assertThat(watch.engine.snapshot(Selves.some(), "h", "k").host().unreadable()).isEqualTo(1);
  }

  @Test
  void whatNeverMovesIsLookedAtOnce() {
    StagedWatch watch = new StagedWatch(StagedHunts.healthy());
    daemon(watch, 86_400);
    for (int i = 0; i < 1_000; i++) {
      watch.tick(30);
    }
    // Once, and a few times within the hour after it was met.
    assertThat(watch.host.inventories).isBetween(1, 15);
    assertThat(watch.history.of("unit:daemon.service/daemon/0", "open")).containsExactly(20L);
  }
}

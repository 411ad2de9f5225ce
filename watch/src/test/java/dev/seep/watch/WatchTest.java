package dev.seep.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Reading;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.Silence;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The watch without its doors, on a staged host and a clock that a test sets.
class WatchTest {
  private final StagedHost host = new StagedHost();
  private final MemoryHistory history = new MemoryHistory();
  private final List<Incident> told = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private Instant wall = StagedHost.BEGIN;

  private Watch watch(HuntRunner hunts) {
    return new Watch(
        new WatchParts(
            host,
            process -> new Workload(Workload.Kind.COMMAND, process.name()),
            history,
            hunts,
            new Told(),
            () -> wall,
            nanos::get,
            WatchSettings.STANDARD,
            log::add),
        "host",
        "6.18");
  }

  private void tick(Watch watch, int seconds) {
    host.after(seconds);
    nanos.addAndGet(seconds * 1_000_000_000L);
    wall = wall.plusSeconds(seconds);
    watch.tick(0);
  }

  @Test
  void aClockThatIsSetBackAYearStopsNothingAndIsMarked() {
    Watch watch = watch(new StagedHunts(p -> Reading.seen(StagedHunts.leak(p, 60, 900))));
    StagedHost.Staged process = host.start(100, "daemon", 3_600);
    for (int i = 0; i < 10; i++) {
      tick(watch, 5);
    }
    wall = wall.minusSeconds(365 * 86_400L);
    for (int i = 0; i < 60; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      tick(watch, 5);
    }
    assertThat(history.marksOf("clock")).hasSize(1).first().asString().contains("set back by");
    assertThat(log).anyMatch(line -> line.contains("set back"));
    assertThat(told).anyMatch(one -> one.standing() == Standing.LEAK);
    assertThat(told.stream().map(Incident::id).distinct()).hasSize(1);
  }

  @Test
  void aWatchThatIsStartedAnewGoesOnWithWhatWasOpenAndTellsItsTellerOfIt() {
    Watch first = watch(new StagedHunts(p -> Reading.seen(StagedHunts.leak(p, 60, 900))));
    StagedHost.Staged process = host.start(100, "daemon", 3_600);
    for (int i = 0; i < 60; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      tick(first, 5);
    }
    String id = told.getLast().id();
    told.clear();
    Watch second = watch(HuntRunner.none("not now"));
    assertThat(told).hasSize(1).first().returns(id, Incident::id);
    for (int i = 0; i < 60; i++) {
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      process.open(StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443));
      tick(second, 5);
    }
    assertThat(told.stream().map(Incident::id).distinct()).containsExactly(id);
    assertThat(second.view().incident(id)).isPresent();
    assertThat(second.view().evidence(id)).isPresent();
  }

  @Test
  void whatIsShownIsWhatTheLastTickLeft() {
    Watch watch = watch(HuntRunner.none("not now"));
    assertThat(watch.view().notReady()).isPresent();
    host.start(100, "daemon", 3_600).open(StagedHost.file("/srv/x"));
    tick(watch, 5);
    assertThat(watch.view().processes()).hasSize(1);
    assertThat(watch.view().self().ticks()).isEqualTo(1);
    assertThat(watch.view().metrics())
        .extracting(Metric::name)
        .contains("seep_process_open_fds", "seep_ticks_total", "seep_processes");
    assertThat(watch.view().reload()).isInstanceOf(Reading.Unseen.class);
  }

  /// Remembers what it was told.
  private final class Told implements Teller {
    @Override
    public void incident(Incident incident) {
      told.add(incident);
    }

    @Override
    public void tick(Instant now) {}

    @Override
    public Reading<String> acknowledge(String incidentId, String by) {
      return Reading.seen(incidentId);
    }

    @Override
    public List<Silence> silences() {
      return List.of();
    }

    @Override
    public Reading<String> silence(Silence wanted) {
      return Reading.seen(wanted.id());
    }

    @Override
    public Reading<String> endSilence(String id) {
      return Reading.seen(id);
    }

    @Override
    public List<AlertEntry> log(int most) {
      return List.of();
    }

    @Override
    public List<Metric> metrics() {
      return List.of();
    }

    @Override
    public List<String> troubles() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}

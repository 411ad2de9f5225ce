package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.RunOptions;
import dev.seep.casebook.RunningCase;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.watch.ChildHunts;
import dev.seep.watch.Daemon;
import dev.seep.watch.config.Listen;
import dev.seep.watch.config.WatchConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All baits of the casebook under one daemon that hunts whatever grows: nobody is told of any.
/// Longer: `-Dseep.bait.minutes=60`.
class WatchedBaitsTest {
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("seep.bait.minutes", 2));

  @TempDir Path folder;

  private final List<RunningCase> running = new ArrayList<>();

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void nobodyIsToldOfABait() throws Exception {
    try {
      plant();
      Assumptions.assumeFalse(running.isEmpty(), "no bait can be built here");
      watch();
    } finally {
      running.forEach(RunningCase::close);
    }
  }

  private void plant() throws Exception {
    for (Case bait : Casebook.all()) {
      if (bait.bait() && RunningCase.build(bait) instanceof Build.Built) {
        RunOptions options =
            RunOptions.of(bait, false, folder.resolve(bait.name())).withLife(LENGTH.plusMinutes(5));
        running.add(RunningCase.start(bait, options));
      }
    }
  }

  private void watch() throws Exception {
    Daemon.Start start =
        new Daemon.Start(
            WatchConfig.defaults().withListen(new Listen("127.0.0.1", 0)),
            Optional.empty(),
            "",
            folder.resolve("history"),
            new ChildHunts(OwnCommand.line()),
            "test",
            line -> System.out.println("watch: " + line));
    Reading<Daemon> started = Daemon.start(start);
    assertThat(started).as("%s", started).isInstanceOf(Reading.Seen.class);
    try (Daemon daemon = ((Reading.Seen<Daemon>) started).value()) {
      Thread runner = Thread.ofPlatform().start(daemon::run);
      Thread.sleep(LENGTH);
      Set<Integer> followed = new HashSet<>();
      for (WatchedProcess one : daemon.view().processes()) {
        if (one.lineage() != null) {
          followed.add(one.process().pid());
        }
      }
      List<Incident> incidents = daemon.view().incidents();
      incidents.forEach(one -> System.out.println("said: " + one));
      daemon.stop();
      runner.join();
      for (RunningCase one : running) {
        int pid = Math.toIntExact(one.huntPid());
        assertThat(followed).as(one.plant().name()).contains(pid);
        assertThat(
                incidents.stream()
                    .filter(each -> each.process().pid() == pid)
                    .filter(each -> each.standing().compareTo(Standing.LEAK) >= 0))
            .as(one.plant().name())
            .isEmpty();
      }
    }
  }
}

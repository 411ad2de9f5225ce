package dev.seep.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.Place;
import dev.seep.casebook.RunOptions;
import dev.seep.casebook.RunningCase;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Life;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tracer and the symboliser together, on planted processes.
class TargetTraceTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir Path folder;

  @Test
  void survivorsAndClosedSiblingsAreNamedByTheLineThatOpenedThem() throws Exception {
    Case plant = Casebook.named("truth-c");
    try (RunningCase running = start(plant, options(10));
        Trace trace = attach(Math.toIntExact(running.pid()), false)) {
      List<Life> ended = new ArrayList<>();
      Map<Integer, Trail> live = follow(trace, Math.toIntExact(running.pid()), 40, ended);
      Place opener = running.truths().getFirst().openedAt().getFirst();
      Map<Integer, CallSite> sites = trace.sites();
      assertThat(live.values().stream().filter(each -> isAt(sites, each, opener)).count())
          .as("survivors opened at %s, of %s", opener, live)
          .isGreaterThanOrEqualTo(10);
      assertThat(ended.stream().filter(each -> isAt(sites, each.trail(), opener)).count())
          .as("closed siblings, of %s", ended)
          .isGreaterThanOrEqualTo(5);
      assertThat(ended).allSatisfy(each -> assertThat(each.endedBy()).isEqualTo("close"));
    }
  }

  @Test
  void childrenThatWereThereBeforeAreFollowedWhenThatIsAskedFor() throws Exception {
    Case plant = Casebook.named("child-leak");
    try (RunningCase running = start(plant, options(10))) {
      int child = Math.toIntExact(running.pid());
      int parent = Integer.parseInt(running.ready().getOrDefault("parent", "0"));
      try (Trace trace = attach(parent, true)) {
        List<Life> ended = new ArrayList<>();
        assertThat(follow(trace, child, 20, ended)).isNotEmpty();
        Place opener = running.truths().getFirst().openedAt().getFirst();
        assertThat(trace.look().of(child).live().values())
            .anyMatch(each -> isAt(trace.sites(), each, opener));
      }
      try (Trace alone = attach(parent, false)) {
        TimeUnit.SECONDS.sleep(1);
        assertThat(alone.look().processes()).doesNotContainKey(child);
      }
    }
  }

  @Test
  void nothingStaysOpenInThisProcessAfterATrace() throws Exception {
    Case plant = Casebook.named("truth-c");
    try (RunningCase running = start(plant, options(20))) {
      int pid = Math.toIntExact(running.pid());
      trace(pid);
      long before = descriptors();
      trace(pid);
      assertThat(descriptors()).isLessThanOrEqualTo(before);
    }
  }

  private void trace(int pid) throws InterruptedException {
    try (Trace trace = attach(pid, false)) {
      follow(trace, pid, 8, new ArrayList<>());
    }
  }

  private static long descriptors() throws Exception {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  /// Looks every 0.1 s; what is open at the last look, once all names are known.
  private static Map<Integer, Trail> follow(Trace trace, int pid, int looks, List<Life> ended)
      throws InterruptedException {
    for (int i = 0; i < looks; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      ended.addAll(trace.look().of(pid).ended());
    }
    trace.settle(Duration.ofSeconds(20));
    TraceLook last = trace.look();
    ended.addAll(last.of(pid).ended());
    return last.of(pid).live();
  }

  private RunOptions options(double perSecond) {
    return new RunOptions(true, perSecond, Duration.ofSeconds(60), folder, List.of());
  }

  private static RunningCase start(Case plant, RunOptions options) throws Exception {
    Build built = RunningCase.build(plant);
    Assumptions.assumeTrue(built instanceof Build.Built, built.reason());
    return RunningCase.start(plant, options);
  }

  private static Trace attach(int pid, boolean children) {
    ProcessIdentity target = new ProcessIdentity(pid, 0);
    Reading<Trace> reading =
        TargetTrace.ofThisMachine(PROC).attach(target, new TraceOptions(children));
    return switch (reading) {
      case Reading.Seen<Trace>(Trace trace) -> trace;
      case Reading.Unseen<Trace> unseen -> {
        Assumptions.assumeFalse(unseen.blind().why().contains("CAP_BPF"), unseen.blind().why());
        throw new AssertionError(unseen.blind());
      }
    };
  }

  private static boolean isAt(Map<Integer, CallSite> sites, Trail trail, Place place) {
    CallSite site = sites.get(trail.birth().site());
    return site != null
        && site.frames().stream()
            .anyMatch(frame ->
                frame.line() == place.line()
                    && frame.file().endsWith("/" + place.file())
                    && frame.function().endsWith(place.function()));
  }
}

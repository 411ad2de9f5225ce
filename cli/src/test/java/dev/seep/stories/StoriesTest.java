package dev.seep.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.Place;
import dev.seep.casebook.RunOptions;
import dev.seep.casebook.RunningCase;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Verdict;
import dev.seep.hunt.Hunt;
import dev.seep.hunt.HuntOptions;
import dev.seep.hunt.Timeline;
import dev.seep.observer.Eye;
import dev.seep.observer.Observer;
import dev.seep.observer.SourceChoice;
import dev.seep.tracing.TargetTrace;
import dev.seep.tracing.Tracers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The bar: every planted leak of the casebook, and its healthy twin under the same load, hunted
/// for 60 seconds, traced and through snapshots of `/proc` alone. A traced hunt has to name the
/// line, too.
class StoriesTest {
  private static final HuntOptions A_MINUTE = new HuntOptions(Duration.ofSeconds(60), false);

  /// No digits in it: the paths that are hunted would have a `*` there, and the truths do not.
  private static final Path DATA = Path.of("target", "stories");

  /// So many plants and hunters at a time as two processors can serve without starving any.
  private static final int AT_A_TIME = 24;

  /// One plant, one hunter.
  private record Hunted(Case plant, boolean leaking, boolean traced) {
    String title() {
      return plant.name() + (leaking ? "" : " (twin)") + (traced ? " traced" : " by snapshots");
    }

    SourceChoice source() {
      return traced ? SourceChoice.AUTO : SourceChoice.PROCFS;
    }

    Tracers tracers() {
      return traced
          ? TargetTrace.ofThisMachine(Path.of("/proc"))
          : Tracers.none("snapshots alone are tried here");
    }
  }

  /// @param truths what the plant must be convicted of
  private record Outcome(HuntReport report, List<Truth> truths) {}

  @TestFactory
  Stream<DynamicTest> eachLeakIsNamedAndNoTwinIsAccused() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case plant : Casebook.all()) {
      Build built = RunningCase.build(plant);
      if (built instanceof Build.Built) {
        continue;
      }
      tests.add(dynamicTest(plant.name(), () -> Assumptions.abort("cannot be built: " + built)));
    }
    ExecutorService all = Executors.newFixedThreadPool(AT_A_TIME);
    for (Case plant : Casebook.all()) {
      if (RunningCase.build(plant) instanceof Build.Built) {
        for (boolean leaking : new boolean[] {true, false}) {
          tests.addAll(hunts(all, plant, leaking));
        }
      }
    }
    return tests.stream().onClose(all::shutdownNow);
  }

  private List<DynamicTest> hunts(ExecutorService all, Case plant, boolean leaking) {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean traced : new boolean[] {true, false}) {
      Hunted hunted = new Hunted(plant, leaking, traced);
      Future<Outcome> outcome = all.submit(() -> hunt(hunted));
      tests.add(dynamicTest(hunted.title(), () -> judge(hunted, outcome.get())));
    }
    return tests;
  }

  private Outcome hunt(Hunted hunted) throws Exception {
    Path folder = DATA.resolve(hunted.title().replace(' ', '-'));
    RunOptions options = hunted.leaking() ? RunOptions.leaking(folder) : RunOptions.healthy(folder);
    try (RunningCase running = RunningCase.start(hunted.plant(), options);
        Eye eye = seen(Observer.open(Path.of("/proc"), hunted.source()))) {
      ProcessFacts process = seen(eye.process(Math.toIntExact(running.pid())));
      HuntReport report =
          seen(
              new Hunt(eye, hunted.tracers(), Timeline.real())
                  .run(process.identity(), A_MINUTE, looked -> {}, () -> false));
      return new Outcome(report, running.truths());
    }
  }

  private static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError(unseen.blind().toString());
    };
  }

  private static void judge(Hunted hunted, Outcome outcome) {
    HuntReport report = outcome.report();
    System.out.println(Lines.of(hunted.title(), report));
    assertThat(report.watched().seconds()).isBetween(15.0, 72.0);
    if (!hunted.leaking()) {
      assertThat(report.verdict().gravity())
          .as("%s", Lines.of(hunted.title(), report))
          .isLessThanOrEqualTo(new Verdict.Unknown("", Duration.ZERO).gravity());
      return;
    }
    for (Truth truth : outcome.truths()) {
      assertThat(report.findings())
          .as("%s must be found: %s", truth, Lines.of(hunted.title(), report))
          .anyMatch(finding -> matches(hunted, finding, truth));
    }
  }

  private static boolean matches(Hunted hunted, Finding finding, Truth truth) {
    int least = truth.verdictAtLeast().equals("leak") ? 3 : 2;
    boolean tellable = hunted.traced() || !truth.traced();
    return (!tellable || finding.leakClass().slug().equals(truth.leakClass()))
        && (!hunted.traced() || namesTheLine(finding, truth))
        && finding.resource().slug().equals(truth.resource())
        && finding.verdict().gravity() >= least
        && (truth.peer().isEmpty() || finding.peer().equals(truth.peer()))
        && (truth.path().isEmpty() || finding.path().equals(truth.path()));
  }

  /// The first frame is the opener's, and where only its caller tells, the caller is above it.
  private static boolean namesTheLine(Finding finding, Truth truth) {
    Origin origin = finding.origin();
    if (truth.openedAt().isEmpty()) {
      return true;
    }
    return origin != null
        && truth.openedAt().stream().anyMatch(place -> isAt(origin.frames().getFirst(), place))
        && (truth.caller().isEmpty()
            || truth.caller().stream()
                .anyMatch(place -> origin.frames().stream().anyMatch(f -> isAt(f, place))));
  }

  private static boolean isAt(Frame frame, Place place) {
    String function = frame.function();
    return frame.line() == place.line()
        && Path.of(frame.file()).endsWith(Path.of(place.file()).getFileName())
        && (function.equals(place.function())
            || function.endsWith("::" + place.function())
            || function.endsWith("." + place.function()));
  }

  /// A report in a few lines, for the log and for failures.
  private static final class Lines {
    static String of(String title, HuntReport report) {
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              "%-36s %-8s %4.0f s, %d looks, %d opened, %d closed%n",
              title,
              report.verdict().slug(),
              report.watched().seconds(),
              report.watched().looks(),
              report.watched().opened(),
              report.watched().closed()));
      for (Finding f : report.findings()) {
        text.append(
            String.format(
                "    %-8s %-24s %5d  %+.1f/min %s%s  %s%n",
                f.verdict().slug(),
                f.leakClass().slug(),
                f.count(),
                f.rate().perMinute(),
                f.peer(),
                f.path(),
                f.verdict().reason()));
        if (f.origin() != null) {
          text.append(
              String.format("        %.0f %% %s%n", 100 * f.origin().share(), f.origin().frames()));
        }
      }
      report.blind().forEach(each -> text.append("        ").append(each).append('\n'));
      return text.toString();
    }
  }
}

package dev.seep.score;

import dev.seep.casebook.ProcessGroup;
import dev.seep.casebook.RunOptions;
import dev.seep.casebook.RunningCase;
import dev.seep.casebook.Truth;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Verdict;
import dev.seep.hunt.Hunt;
import dev.seep.hunt.HuntOptions;
import dev.seep.hunt.HuntProgress;
import dev.seep.hunt.Timeline;
import dev.seep.observer.Eye;
import dev.seep.observer.Observer;
import dev.seep.observer.SourceChoice;
import dev.seep.tracing.TargetTrace;
import dev.seep.tracing.Trace;
import dev.seep.tracing.TraceOptions;
import dev.seep.tracing.Tracers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Where one trial is played: the plant is started, hunted, graded, and ended.
public final class Stage {
  private static final Path PROC = Path.of("/proc");

  /// How long the target's CPU time is measured before the hunt.
  private static final Duration BASELINE = Duration.ofSeconds(4);

  private final Path buildFolder;
  private final String whyNoTracer;
  private final BooleanSupplier stop;

  /// @param buildFolder where the cases are built
  /// @param whyNoTracer what [#whyNoTracer()] said
  /// @param stop the user wants to come to an end
  public Stage(Path buildFolder, String whyNoTracer, BooleanSupplier stop) {
    this.buildFolder = buildFolder;
    this.whyNoTracer = whyNoTracer;
    this.stop = stop;
  }

  /// Why nothing can be traced here; empty when it can.
  public static String whyNoTracer() {
    try (Eye eye = open(SourceChoice.PROCFS)) {
      int self = Math.toIntExact(ProcessHandle.current().pid());
      ProcessFacts process = orThrow(eye.process(self));
      return switch (tracers(ScoreSource.EBPF)
          .attach(process.identity(), new TraceOptions(false))) {
        case Reading.Seen<Trace> seen -> {
          seen.value().close();
          yield "";
        }
        case Reading.Unseen<Trace> unseen -> unseen.blind().why() + "; " + unseen.blind().mend();
      };
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Plays one trial.
  ///
  /// @param folder for what the plant writes. No digit in it: paths are told with `*` for digits,
  ///   and the truths know none
  public Outcome play(Trial trial, Path folder) throws InterruptedException {
    if (trial.source() == ScoreSource.EBPF && !whyNoTracer.isEmpty()) {
      return new Outcome.NotRun("no tracer here: " + whyNoTracer);
    }
    RunOptions options = RunOptions.of(trial.plant(), trial.leaking(), folder);
    try (RunningCase running = RunningCase.start(trial.plant(), options, buildFolder)) {
      return switch (hunted(trial, running)) {
        case Outcome.NotRun notRun -> notRun;
        case Outcome.Ran(Grade grade, Measures measures) ->
            new Outcome.Ran(grade.relativeTo(folder.toRealPath()), measures);
      };
    } catch (IOException e) {
      return new Outcome.NotRun(String.valueOf(e.getMessage()));
    }
  }

  private Outcome hunted(Trial trial, RunningCase running) throws InterruptedException {
    List<Truth> truths = trial.leaking() ? running.truths() : List.of();
    Clockwork clockwork = new Clockwork(Grader.due(truths));
    double before = cpu(running.processGroup(), BASELINE);
    Optional<Long> cpuFrom = ProcessGroup.cpuNanos(running.processGroup());
    long from = System.nanoTime();
    double ownFrom = Machine.ownCpuSeconds();
    HuntReport report;
    try (Eye eye =
        open(trial.source() == ScoreSource.EBPF ? SourceChoice.AUTO : SourceChoice.PROCFS)) {
      ProcessFacts process = orThrow(eye.process(Math.toIntExact(running.huntPid())));
      HuntOptions options =
          new HuntOptions(
              trial.plant().terms().watch(),
              false,
              trial.source() == ScoreSource.EBPF,
              trial.plant().terms().children());
      report =
          orThrow(
              new Hunt(eye, tracers(trial.source()), Timeline.real())
                  .run(process.identity(), options, clockwork, stop));
    } catch (IOException | RuntimeException e) {
      String why = "the hunt failed: " + e;
      return new Outcome.Ran(Grader.failed(why, truths, trial.source()), Measures.NONE);
    }
    double own = Machine.ownCpuSeconds() - ownFrom;
    double during =
        used(cpuFrom, ProcessGroup.cpuNanos(running.processGroup()), System.nanoTime() - from);
    if (report.watched().interrupted()) {
      return new Outcome.NotRun("it was interrupted");
    }
    if (trial.source() == ScoreSource.EBPF && report.watched().tracing() == null) {
      return new Outcome.NotRun("no tracer came: " + report.blind());
    }
    Grade grade =
        trial.leaking() ? Grader.leaking(report, truths, trial.source()) : Grader.healthy(report);
    return new Outcome.Ran(grade, measures(trial, report, grade, clockwork, before, during, own));
  }

  private static Measures measures(
      Trial trial,
      HuntReport report,
      Grade grade,
      Clockwork clockwork,
      double cpuBefore,
      double cpuDuring,
      double ownCpuSeconds) {
    double watched = report.watched().seconds();
    boolean told = trial.leaking() && grade.detected();
    double verdictAt = told ? Math.min(watched, clockwork.reachedAt(watched)) : Double.NaN;
    return new Measures(
        verdictAt,
        told ? leakedBy(verdictAt, watched, grade.leaks()) : -1,
        watched,
        cpuBefore,
        cpuDuring,
        // A report's cost is that of this whole process, and of the hunt's own helper.
        Math.max(0, report.cost().cpuSeconds() - ownCpuSeconds));
  }

  /// What the findings hold at the end, less what came between the verdict and the end.
  private static long leakedBy(double verdictAt, double endAt, List<LeakGrade> leaks) {
    double total = 0;
    for (LeakGrade leak : leaks) {
      if (leak.leaked() < 0) {
        return -1;
      }
      total +=
          leak.leaked() == 0
              ? 0
              : Math.max(1, leak.leaked() - leak.perMinute() / 60 * (endAt - verdictAt));
    }
    return Math.round(total);
  }

  private static double cpu(long group, Duration span) throws InterruptedException {
    Optional<Long> before = ProcessGroup.cpuNanos(group);
    long from = System.nanoTime();
    Thread.sleep(span);
    return used(before, ProcessGroup.cpuNanos(group), System.nanoTime() - from);
  }

  private static double used(Optional<Long> from, Optional<Long> to, long nanos) {
    return from.isPresent() && to.isPresent()
        ? Math.max(0, (to.get() - from.get()) / (double) nanos)
        : Double.NaN;
  }

  private static Tracers tracers(ScoreSource source) {
    return switch (source) {
      case EBPF -> TargetTrace.ofThisMachine(PROC);
      case PROCFS -> Tracers.none("snapshots alone are tried here");
    };
  }

  private static Eye open(SourceChoice choice) throws IOException {
    return orThrow(Observer.open(PROC, choice));
  }

  private static <T> T orThrow(Reading<T> reading) throws IOException {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen ->
          throw new IOException(unseen.blind().what() + ": " + unseen.blind().why());
    };
  }

  /// Notes when the verdict that is due was reached for good.
  private static final class Clockwork implements HuntProgress.Listener {
    private final int due;
    private double since = Double.NaN;

    Clockwork(int due) {
      this.due = due;
    }

    @Override
    public void looked(HuntProgress progress) {
      Verdict leading = progress.leading();
      if (leading == null || leading.gravity() < due) {
        since = Double.NaN;
      } else if (Double.isNaN(since)) {
        since = progress.atSeconds();
      }
    }

    /// @param end when only the last look brought it
    double reachedAt(double end) {
      return Double.isNaN(since) ? end : since;
    }
  }
}

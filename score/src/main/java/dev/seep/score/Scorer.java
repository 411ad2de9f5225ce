package dev.seep.score;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Builds the cases, then plays all trials, some at a time.
///
/// The seed gives the order, and the moment of the first starts: the same seed gives the same, as
/// far as a machine that does other things, too, can be made to.
public final class Scorer {
  private static final String STOPPED = "not reached: it was stopped before";
  private static final long POLL_MILLIS = 100;
  private static final int MOST_JITTER_MILLIS = 1000;

  /// For what is under way to end once somebody stops it.
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(12);

  /// Whoever does the work; a test does it without any process.
  public interface Crew {
    /// Builds a case.
    Build build(Case plant) throws Exception;

    /// Plays a trial of a case that is built.
    Outcome play(Trial trial) throws Exception;
  }

  /// Somebody who wants to be told; always from the same thread.
  public interface Listener {
    /// So many of so many cases are built, or cannot be.
    void built(Case last, Build build, int done, int all);

    /// One more is over.
    void finished(CaseRun run, int done, int all);

    /// Called some times a second.
    ///
    /// @param running names of what is under way, what began first at the front
    default void waiting(Collection<String> running) {}
  }

  private final Crew crew;
  private final int parallel;
  private final Random random;
  private final Listener listener;
  private final BooleanSupplier stop;
  private final Queue<String> running = new ConcurrentLinkedQueue<>();

  public Scorer(Crew crew, int parallel, long seed, Listener listener, BooleanSupplier stop) {
    this.crew = crew;
    this.parallel = parallel;
    this.random = new Random(seed);
    this.listener = listener;
    this.stop = stop;
  }

  /// How many hunts the machine serves at a time without starving any.
  public static int servedAtATime() {
    return 8 * Runtime.getRuntime().availableProcessors();
  }

  /// Every trial there is of these cases, by chapter and name.
  public static List<Trial> trials(List<Case> cases, List<ScoreSource> sources, boolean twins) {
    List<Trial> trials = new ArrayList<>();
    for (String chapter : Case.CHAPTERS) {
      for (Case plant : cases) {
        if (plant.chapter().equals(chapter)) {
          for (boolean leaking : new boolean[] {true, false}) {
            if (leaking ? !plant.bait() : twins || plant.bait()) {
              sources.forEach(source -> trials.add(new Trial(plant, leaking, source)));
            }
          }
        }
      }
    }
    return trials;
  }

  /// Builds what the trials need.
  ///
  /// @return the cases in their order, and what became of each; none for those not reached
  public Map<Case, Build> build(List<Trial> trials) throws InterruptedException {
    List<Case> cases = trials.stream().map(Trial::plant).distinct().toList();
    Map<Case, Build> builds = new LinkedHashMap<>();
    // Compilers use all the processor they get.
    List<Callable<Map.Entry<Case, Build>>> tasks = new ArrayList<>();
    for (Case plant : cases) {
      tasks.add(() -> Map.entry(plant, built(plant)));
    }
    all(
        tasks,
        Runtime.getRuntime().availableProcessors(),
        done -> {
          builds.put(done.getKey(), done.getValue());
          listener.built(done.getKey(), done.getValue(), builds.size(), cases.size());
        });
    return builds;
  }

  private Build built(Case plant) throws InterruptedException {
    running.add(plant.name());
    try {
      return crew.build(plant);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Build.Failed(plant.build(), String.valueOf(e.getMessage()));
    } finally {
      running.remove(plant.name());
    }
  }

  /// Plays the trials whose cases are built.
  ///
  /// @return one for each trial, in the order of the trials
  public List<CaseRun> play(List<Trial> trials, Map<Case, Build> builds)
      throws InterruptedException {
    Map<Trial, CaseRun> runs = new LinkedHashMap<>();
    List<Trial> playable = new ArrayList<>();
    for (Trial trial : trials) {
      runs.put(trial, new CaseRun(trial, new Outcome.NotRun(STOPPED)));
      Build build = builds.get(trial.plant());
      if (build instanceof Build.Built) {
        playable.add(trial);
      } else if (build != null) {
        runs.put(trial, new CaseRun(trial, new Outcome.NotRun(whyNot(build))));
      }
    }
    Collections.shuffle(playable, random);
    List<Callable<CaseRun>> tasks = new ArrayList<>();
    for (Trial trial : playable) {
      long jitter = tasks.size() < parallel ? random.nextInt(MOST_JITTER_MILLIS) : 0;
      tasks.add(() -> played(trial, jitter));
    }
    int[] done = {0};
    all(
        tasks,
        parallel,
        run -> {
          runs.put(run.trial(), run);
          listener.finished(run, ++done[0], playable.size());
        });
    return List.copyOf(runs.values());
  }

  /// Why a build came to nothing, in one line: what is missing, or what the compiler says is wrong.
  public static String whyNot(Build build) {
    if (build instanceof Build.Failed(List<String> command, String output)) {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      String wrong =
          lines.stream()
              .filter(line -> line.toLowerCase(Locale.ROOT).contains("err"))
              .findFirst()
              .orElse(lines.isEmpty() ? "" : lines.getLast());
      return "not built: " + wrong.strip() + " (" + String.join(" ", command) + ")";
    }
    return build.reason();
  }

  private CaseRun played(Trial trial, long jitterMillis) throws InterruptedException {
    Thread.sleep(jitterMillis);
    running.add(trial.title());
    try {
      return new CaseRun(trial, crew.play(trial));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new CaseRun(trial, new Outcome.NotRun(String.valueOf(e)));
    } finally {
      running.remove(trial.title());
    }
  }

  /// Does all tasks, so many at a time, until it is stopped.
  private <T> void all(List<Callable<T>> tasks, int atATime, Consumer<T> done)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, atATime));
    try {
      CompletionService<T> service = new ExecutorCompletionService<>(pool);
      tasks.forEach(service::submit);
      int left = tasks.size();
      while (left > 0 && !stop.getAsBoolean()) {
        Future<T> next = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        listener.waiting(running);
        if (next != null) {
          left--;
          done.accept(next.get());
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      // What still runs is interrupted, ends its plants, and is waited for.
      pool.shutdownNow();
      pool.awaitTermination(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// The crew of this machine.
  ///
  /// @param dataFolder for what the plants write; no digit in it
  public static Crew crew(Path buildFolder, Path dataFolder, BooleanSupplier stop) {
    return new MachineCrew(
        buildFolder, dataFolder, new Stage(buildFolder, Stage.whyNoTracer(), stop));
  }
}

package dev.seep.tracing;

import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Life;
import dev.seep.evidence.Trail;
import java.util.List;
import java.util.Map;

/// What a tracer knows at one moment.
///
/// @param atNanos when, on CLOCK_MONOTONIC
/// @param processes by pid: the target, and its children where they are followed
/// @param opened, closed descriptors of all of them since the tracer came
/// @param lost births and ends that there was no room to keep
/// @param stacks, brokenStacks call stacks looked up, and of those how many could not be followed
///   to their end
public record TraceLook(
    long atNanos,
    Map<Integer, ProcessTrace> processes,
    long opened,
    long closed,
    long lost,
    long stacks,
    long brokenStacks) {

  public TraceLook {
    processes = Map.copyOf(processes);
  }

  /// One process of the target.
  ///
  /// @param live what is known of its descriptors, by their number; one that was open before the
  ///   tracer came and was not used since is not among them
  /// @param threads those of its threads that were born since the tracer came, by their id
  /// @param ended descriptors and threads whose end was seen since the look before
  /// @param exhausted its calls that a limit refused since the tracer came, the most frequent first
  public record ProcessTrace(
      Map<Integer, Trail> live,
      Map<Integer, Trail> threads,
      List<Life> ended,
      List<Exhaustion> exhausted) {
    public static final ProcessTrace EMPTY = new ProcessTrace(Map.of(), Map.of(), List.of());

    /// Nothing was refused.
    public ProcessTrace(Map<Integer, Trail> live, Map<Integer, Trail> threads, List<Life> ended) {
      this(live, threads, ended, List.of());
    }

    public ProcessTrace {
      live = Map.copyOf(live);
      threads = Map.copyOf(threads);
      ended = List.copyOf(ended);
      exhausted = List.copyOf(exhausted);
    }
  }

  public ProcessTrace of(int pid) {
    ProcessTrace trace = processes.get(pid);
    return trace == null ? ProcessTrace.EMPTY : trace;
  }
}

package dev.seep.score;

/// What a trial took. NaN, or -1 for counts, where it was not measured.
///
/// @param secondsToVerdict from the first look until the verdict that is due stood, and stood to
///   the end
/// @param leakedNeeded descriptors (or threads) that had leaked by then, as the finding counts them
/// @param watchedSeconds how long the hunt was
/// @param targetCpuBefore processors that the target's process group used before the hunt: its CPU
///   time per second
/// @param targetCpuDuring the same while it was hunted
/// @param helperCpuSeconds CPU time of the process that names code for this hunt
public record Measures(
    double secondsToVerdict,
    long leakedNeeded,
    double watchedSeconds,
    double targetCpuBefore,
    double targetCpuDuring,
    double helperCpuSeconds) {
  public static final Measures NONE =
      new Measures(Double.NaN, -1, Double.NaN, Double.NaN, Double.NaN, 0);
}

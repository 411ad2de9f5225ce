package dev.seep.store;

import java.util.Map;

/// Makes spans of samples: a value holds until the next sample of the same run, or the run's end,
/// and nothing holds after that.
final class HeldValues {
  private final Map<Long, Long> runEnds;
  private final Spans spans;
  private long at;
  private long value = Point.GONE;
  private long run;

  /// @param runEnds the last tick of each run
  HeldValues(Map<Long, Long> runEnds, Spans spans) {
    this.runEnds = runEnds;
    this.spans = spans;
  }

  @FunctionalInterface
  interface Spans {
    /// @param end first millisecond in which it does not hold any more
    /// @param cut whether nobody watched from there on
    void holds(long from, long end, long value, boolean cut);
  }

  void sample(long sampledAt, long sampled, long sampledRun) {
    if (sampledRun == run) {
      close(sampledAt, false);
    } else {
      finish();
    }
    at = sampledAt;
    value = sampled;
    run = sampledRun;
  }

  /// After the last sample.
  void finish() {
    close(runEnds.getOrDefault(run, at) + 1, true);
    value = Point.GONE;
  }

  private void close(long end, boolean cut) {
    if (value != Point.GONE) {
      spans.holds(at, end, value, cut);
    }
  }
}

package dev.seep.store;

import dev.seep.evidence.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Opens the history in a folder.
public final class Histories {
  private Histories() {}

  /// What the history may take.
  ///
  /// @param bytes on disk, all of its files
  /// @param age of its samples
  public record Bounds(long bytes, Duration age) {
    private static final long LEAST_BYTES = 1 << 20;

    /// 1 GiB, 30 days.
    public static final Bounds DEFAULT = new Bounds(1L << 30, Duration.ofDays(30));

    public Bounds {
      if (bytes < LEAST_BYTES) {
        throw new IllegalArgumentException(
            "a history needs at least " + LEAST_BYTES + " bytes, not " + bytes);
      }
      if (age.isNegative() || age.isZero()) {
        throw new IllegalArgumentException("a history needs an age, not " + age);
      }
    }
  }

  /// As its one writer; unseen when another daemon holds it, a newer Seep wrote it, or it cannot be
  /// written. A damaged file is moved aside and told by [History#trouble].
  public static Reading<History> open(Path folder, Bounds bounds, InstantSource clock) {
    return new Opening(folder, bounds, clock).open();
  }

  /// To read it, beside a running writer or without one; unseen when there is none.
  public static Reading<HistoryReader> read(Path folder) {
    return Opening.read(folder);
  }
}

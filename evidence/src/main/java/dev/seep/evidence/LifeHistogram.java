package dev.seep.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// How long descriptors lived, counted in classes that are equally wide on a logarithmic scale.
///
/// @param counts how many fall into each class, the shortest lives first; what is shorter than the
///   first or longer than the last is counted there. A count may be a fraction where one life
///   stands for several
public record LifeHistogram(List<Double> counts) {
  /// Four classes for each power of ten: a life is told to within a factor of 1.8.
  public static final int CLASSES_PER_DECADE = 4;

  /// From 0.1 ms to 10^8 s, which is three years.
  public static final int CLASSES = 12 * CLASSES_PER_DECADE;

  private static final double SHORTEST_SECONDS = 1e-4;

  public static final LifeHistogram EMPTY = new LifeHistogram(Collections.nCopies(CLASSES, 0.0));

  public LifeHistogram {
    if (counts.size() != CLASSES) {
      throw new IllegalArgumentException(CLASSES + " classes are needed, not " + counts.size());
    }
    counts = List.copyOf(counts);
  }

  /// Where a class begins, in seconds; that of one behind the last is where the last ends.
  public static double beginSeconds(int index) {
    return SHORTEST_SECONDS * Math.pow(10, (double) index / CLASSES_PER_DECADE);
  }

  /// The class of a life.
  public static int classOf(double seconds) {
    if (!(seconds > SHORTEST_SECONDS)) {
      return 0;
    }
    double decades = Math.log10(seconds / SHORTEST_SECONDS);
    return (int) Math.min(CLASSES - 1, Math.floor(decades * CLASSES_PER_DECADE));
  }

  /// Both together.
  public LifeHistogram plus(LifeHistogram other) {
    List<Double> sum = new ArrayList<>(CLASSES);
    for (int i = 0; i < CLASSES; i++) {
      sum.add(counts.get(i) + other.counts.get(i));
    }
    return new LifeHistogram(sum);
  }

  public double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  /// A histogram being counted.
  public static final class Tally {
    private final double[] counts = new double[CLASSES];

    /// @param weight how many this life stands for
    public void add(double seconds, double weight) {
      counts[classOf(seconds)] += weight;
    }

    public LifeHistogram histogram() {
      return new LifeHistogram(Arrays.stream(counts).boxed().toList());
    }
  }
}

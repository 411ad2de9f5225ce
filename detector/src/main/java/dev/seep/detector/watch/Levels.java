package dev.seep.detector.watch;

import java.util.Arrays;

/// The floor of a class without identity (memory, threads, counts of other monitors): the lowest
/// level during the last `age`, kept as the minima of at most [#BLOCKS] blocks of that time.
final class Levels implements FloorSource {
  private static final int BLOCKS = 16;

  private final int[] ages;
  private final int[] blockBins;
  private final int[] blocks;
  private final double[] minima;
  private final double[] floor;
  private double level;
  private double lowest;
  private int bin;

  Levels(int[] ages, double first) {
    this.ages = ages;
    blockBins = new int[ages.length];
    blocks = new int[ages.length];
    minima = new double[ages.length * BLOCKS];
    Arrays.fill(minima, Double.POSITIVE_INFINITY);
    for (int i = 0; i < ages.length; i++) {
      blockBins[i] = Math.max(1, ages[i] / BLOCKS);
      blocks[i] = ages[i] / blockBins[i];
    }
    floor = new double[ages.length];
    level = first;
    lowest = first;
  }

  void level(double value) {
    level = value;
    lowest = Math.min(lowest, value);
  }

  @Override
  public void begin(int next) {
    bin = next;
    lowest = level;
    for (int i = 0; i < ages.length; i++) {
      if (next % blockBins[i] == 0) {
        minima[slot(i)] = Double.POSITIVE_INFINITY;
      }
    }
  }

  private int slot(int scale) {
    return scale * BLOCKS + bin / blockBins[scale] % blocks[scale];
  }

  @Override
  public void end() {
    for (int i = 0; i < ages.length; i++) {
      int slot = slot(i);
      minima[slot] = Math.min(minima[slot], lowest);
      double least = Double.POSITIVE_INFINITY;
      for (int block = 0; block < blocks[i]; block++) {
        least = Math.min(least, minima[i * BLOCKS + block]);
      }
      floor[i] = least;
    }
  }

  @Override
  public double level() {
    return level;
  }

  @Override
  public double floor(int scale) {
    return floor[scale];
  }

  @Override
  public int reached(int scale) {
    return 0;
  }

  @Override
  public int left(int scale) {
    return 0;
  }

  @Override
  public int closed() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int operations() {
    return 0;
  }

  @Override
  public int operationsAtBirth(int scale) {
    return 0;
  }

  @Override
  public long stateBytes() {
    return 8L * minima.length + 8L * floor.length;
  }
}

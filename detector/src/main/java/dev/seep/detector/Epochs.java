package dev.seep.detector;

import java.util.Arrays;

/// Counts by the time they happened at, in epochs of one width, at most [#MOST] of them: when a
/// watch outgrows that, the ledger doubles the width and folds all of its counts.
final class Epochs {
  static final int MOST = 128;

  private int[] counts = {};

  void add(int epoch) {
    if (epoch >= counts.length) {
      counts = Arrays.copyOf(counts, Math.min(MOST, Math.max(epoch + 1, counts.length * 2)));
    }
    counts[epoch]++;
  }

  void addAll(Epochs other) {
    if (other.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  void fold() {
    int[] folded = new int[(counts.length + 1) / 2];
    for (int i = 0; i < counts.length; i++) {
      folded[i / 2] += counts[i];
    }
    counts = folded;
  }

  int length() {
    return counts.length;
  }

  int get(int epoch) {
    return epoch < counts.length ? counts[epoch] : 0;
  }

  /// Epochs in which anything happened.
  int busy() {
    int n = 0;
    for (int count : counts) {
      n += count > 0 ? 1 : 0;
    }
    return n;
  }

  int sumFrom(int epoch) {
    int sum = 0;
    for (int i = Math.max(0, epoch); i < counts.length; i++) {
      sum += counts[i];
    }
    return sum;
  }
}

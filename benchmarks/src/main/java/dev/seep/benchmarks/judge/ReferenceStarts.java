package dev.seep.benchmarks.judge;

/// The reference's candidate starts ν, each with its own evidence; the oldest first. After 24 of
/// them the older ones are thinned on a dyadic ladder, which keeps some of each octave.
final class ReferenceStarts {
  private static final int MOST = 24;

  /// The ladder keeps at most eight of each octave.
  private static final int ROOM = 256;

  private static final int EVERY = 8;
  private static final double SKIPPED_SECONDS = 600;

  private final double beta;
  private final boolean patient;
  private int size;
  private final int[] epoch = new int[ROOM];
  private final double[] records = new double[ROOM];
  private final double[] epochs = new double[ROOM];
  private final double[] opens = new double[ROOM];
  private final double[] evidence = new double[ROOM];

  /// @param patient whether the first ten minutes of a process are no evidence
  ReferenceStarts(double beta, boolean patient) {
    this.beta = beta;
    this.patient = patient;
  }

  int size() {
    return size;
  }

  int epoch(int start) {
    return epoch[start];
  }

  double evidence(int start) {
    return evidence[start];
  }

  /// One epoch more, and a new candidate every eighth.
  ///
  /// @return the largest evidence
  double add(ReferenceEpochs of, int now) {
    int since = now - of.shift;
    if (since % EVERY == 0) {
      open(now, Math.max(of.opens[now], 1));
      if (size > MOST) {
        thin(now, of.shift);
      }
    }
    boolean record = of.grown[now] > 0;
    boolean counts = !patient || since * of.seconds >= SKIPPED_SECONDS;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      if (counts) {
        evidence[i] += worth(i, of.opens[now], record);
      }
      records[i] += record ? 1 : 0;
      epochs[i]++;
      opens[i] += of.opens[now];
      largest = Math.max(largest, evidence[i]);
    }
    return largest;
  }

  private double worth(int start, double opensNow, boolean record) {
    double q = Math.max(records[start] / epochs[start], records[start] * opensNow / opens[start]);
    double p1 = Math.min(q, 0.999);
    double p0 = Math.min(Math.min(beta * q, 0.999), p1);
    return Math.log(record ? p1 / p0 : (1 - p1) / (1 - p0));
  }

  private void open(int now, double opensNow) {
    epoch[size] = now;
    records[size] = 0.5;
    epochs[size] = 1;
    opens[size] = opensNow;
    evidence[size] = 0;
    size++;
  }

  private void thin(int now, int shift) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int age = (now - epoch[i]) / EVERY;
      int step = age < 8 ? 1 : Integer.highestOneBit(age / 4);
      if (i == 0 || (epoch[i] - shift) / EVERY % step == 0) {
        epoch[kept] = epoch[i];
        records[kept] = records[i];
        epochs[kept] = epochs[i];
        opens[kept] = opens[i];
        evidence[kept] = evidence[i];
        kept++;
      }
    }
    size = kept;
  }
}

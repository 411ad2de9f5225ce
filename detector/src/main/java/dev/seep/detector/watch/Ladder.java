package dev.seep.detector.watch;

/// The evidence that the floor of one age grows, counted in epochs of one length, for each of a
/// ladder of moments since when it may have been growing.
///
/// An epoch is a *record* when its lowest floor is higher than that of every epoch before: yes or
/// no, so that a burst counts once. Against the hypothesis that growth now runs at no more than β
/// times its own average since that moment (which holds for whatever fills up: plateaus, caches
/// that fill ever more slowly, records of a level that only fluctuates), each epoch multiplies the
/// evidence by the likelihood ratio of "as often as so far" to "β times as often". Growth is
/// counted by the clock and by the work done: both hypotheses must be refuted, so that growth which
/// follows load is no growth.
///
/// The moments are dense lately and sparse long ago (four an octave of age), and none is older than
/// eight thousand epochs: a longer ladder looks further back. What each remembers of the sums at
/// its time is also the history from which quarters and dispersion are taken.
final class Ladder {
  private static final int STEP_EPOCHS = 8;
  private static final int YOUNG_STEPS = 8;
  private static final int MOST = 40;
  private static final int OLDEST_STEPS = 1024;

  private static final double PAST_PEAK = 0.85;
  private static final double KNOWN = 0.5;

  /// Standard deviations by which a pool may have been too small for its load when it was first
  /// seen.
  private static final double CHANCE = 2;

  /// What one candidate takes: see the fields.
  private static final int BYTES_EACH = 4 * 10;

  final int scale;
  final int epochBins;

  /// Epochs until the first can have come of age.
  final int ageEpochs;

  private final double beta;
  private final int quietEpochs;

  // The sums at the end of the last epoch.
  private int epochs;
  private double base;
  private double plateau;
  private double record;
  private double grown;
  private double peak;
  private double largestRelease;
  private double givenBack;
  private double operations;
  private int reached;
  private int left;

  // The load at birth, smoothed over half an hour, and the greatest so far; the floor beside it.
  private final boolean followsLoad;
  private final double loadShare;
  private double load;
  private double loadWeight;
  private double greatestLoad;
  private double firstLoad;
  private double greatestBesideLoad = Double.NEGATIVE_INFINITY;

  // The epoch under way.
  private double lowest = Double.POSITIVE_INFINITY;
  private double epochOperations;
  private int bins;
  private boolean justEnded;
  private boolean isRecord;

  // Per candidate: its first epoch, records since, evidence by the clock and by work, and the sums
  // at its time.
  private int size;
  private final int[] start = new int[MOST];
  private final int[] records = new int[MOST];
  private final float[] byClock = new float[MOST];
  private final float[] byWork = new float[MOST];
  private final float[] grownAt = new float[MOST];
  private final float[] releaseAt = new float[MOST];
  private final float[] operationsAt = new float[MOST];
  private final float[] loadAt = new float[MOST];
  private final int[] reachedAt = new int[MOST];
  private final int[] leftAt = new int[MOST];

  private double strongest;

  /// @param quietBins at the beginning, during which there is no evidence
  Ladder(int scale, int ageBins, int epochBins, double beta, int quietBins, boolean followsLoad) {
    this.followsLoad = followsLoad;
    loadShare = Math.min(1, epochBins / 60.0);
    this.scale = scale;
    this.epochBins = epochBins;
    this.beta = beta;
    ageEpochs = ageBins / epochBins;
    quietEpochs = (quietBins + epochBins - 1) / epochBins;
  }

  /// Takes the floor at the end of a bin.
  ///
  /// @return whether an epoch ended
  boolean endBin(FloorSource source) {
    lowest = Math.min(lowest, source.floor(scale));
    epochOperations += source.operationsAtBirth(scale);
    justEnded = false;
    if (++bins < epochBins) {
      return false;
    }
    endEpoch(source);
    bins = 0;
    justEnded = true;
    lowest = Double.POSITIVE_INFINITY;
    epochOperations = 0;
    return true;
  }

  private void endEpoch(FloorSource source) {
    boolean counting = epochs >= ageEpochs;
    if (epochs <= ageEpochs) {
      base = Math.max(lowest, plateau);
      record = base;
    }
    double gain = Math.max(0, lowest - record);
    if (counting) {
      int age = epochs - ageEpochs;
      boolean outgrowsLoad = growsFasterThanLoad();
      if (age % STEP_EPOCHS == 0) {
        begin(age / STEP_EPOCHS, Math.max(epochOperations, 1));
      }
      isRecord = outgrowsLoad && gain > 0;
      weigh(age >= quietEpochs);
    }
    record += gain;
    grown += gain;
    operations += epochOperations;
    reached = source.reached(scale);
    left = source.left(scale);
    double level = source.floor(scale);
    peak = Math.max(peak, level);
    if (peak - level > largestRelease) {
      largestRelease = peak - level;
      givenBack = largestRelease / Math.max(largestRelease, peak - base);
    }
    epochs++;
  }

  /// Whether the floor is also higher than ever above what the first floor would be under the
  /// greatest load so far: what a pool holds for its load grows with it through the first day, and
  /// is no leak. What comes while the load is well below its peak does not come for the load.
  private boolean growsFasterThanLoad() {
    if (epochs - ageEpochs < quietEpochs) {
      // A pool that opens at the start is no load.
      return true;
    }
    loadWeight += (1 - loadWeight) * loadShare;
    load += (epochOperations - load) * loadShare;
    if (loadWeight < KNOWN) {
      // The greatest of a few bins would be an accident that hides the rise of the day after it.
      return true;
    }
    greatestLoad = Math.max(greatestLoad, load / loadWeight);
    firstLoad = firstLoad == 0 ? greatestLoad : firstLoad;
    if (greatestLoad <= 0 || !followsLoad) {
      return true;
    }
    double forLoad = (base + CHANCE * Math.sqrt(base)) * greatestLoad / firstLoad;
    double beside = lowest - forLoad;
    boolean grows = beside > greatestBesideLoad;
    greatestBesideLoad = Math.max(greatestBesideLoad, beside);
    return grows || load < PAST_PEAK * loadWeight * greatestLoad;
  }

  private void weigh(boolean isEvidence) {
    strongest = 0;
    for (int i = 0; i < size; i++) {
      if (isEvidence) {
        double n = records[i] + 0.5;
        double time = epochs - start[i] + 1.0;
        double work = operations - operationsAt[i];
        byClock[i] += (float) logRatio(n / time, isRecord);
        byWork[i] +=
            (float) logRatio(operations > 0 ? n * epochOperations / work : n / time, isRecord);
        strongest = Math.max(strongest, Math.min(byClock[i], byWork[i]));
      }
      if (isRecord) {
        records[i]++;
      }
    }
  }

  private double logRatio(double expected, boolean isRecord) {
    double now = Math.min(expected, 0.999);
    double slowed = Math.min(beta * expected, now);
    return isRecord ? now > 0 ? Math.log(now / slowed) : 0 : Math.log((1 - now) / (1 - slowed));
  }

  /// Begins a candidate at this epoch, whose first work is taken to be known beforehand.
  private void begin(int step, double firstWork) {
    thin(step);
    start[size] = epochs;
    records[size] = 0;
    byClock[size] = 0;
    byWork[size] = 0;
    grownAt[size] = (float) grown;
    releaseAt[size] = (float) largestRelease;
    loadAt[size] = (float) greatestLoad;
    operationsAt[size] = (float) (operations - firstWork);
    reachedAt[size] = reached;
    leftAt[size] = left;
    size++;
  }

  /// Keeps of those that are 2ⁿ steps old each 2ⁿ⁻²th: four an octave.
  private void thin(int step) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int born = (start[i] - ageEpochs) / STEP_EPOCHS;
      int age = step - born;
      boolean stays =
          age < YOUNG_STEPS
              || (age <= OLDEST_STEPS && born % Math.max(1, Integer.highestOneBit(age / 4)) == 0);
      if (stays) {
        move(i, kept++);
      }
    }
    size = kept;
  }

  private void move(int from, int to) {
    start[to] = start[from];
    records[to] = records[from];
    byClock[to] = byClock[from];
    byWork[to] = byWork[from];
    grownAt[to] = grownAt[from];
    releaseAt[to] = releaseAt[from];
    loadAt[to] = loadAt[from];
    operationsAt[to] = operationsAt[from];
    reachedAt[to] = reachedAt[from];
    leftAt[to] = leftAt[from];
  }

  /// The evidence of the strongest candidate, as a logarithm.
  double strongest() {
    return strongest;
  }

  /// Whether an epoch has just ended that was a record: only then do all sums speak of now.
  boolean hasNewRecord() {
    return justEnded && isRecord;
  }

  /// The highest floor so far.
  double record() {
    return record;
  }

  /// Growth up to here is none.
  void expect(double level) {
    plateau = level;
  }

  int candidates() {
    return size;
  }

  double evidence(int candidate) {
    return Math.min(byClock[candidate], byWork[candidate]);
  }

  /// By how much the floor grew since the candidate's time.
  double grown(int candidate) {
    return grown - grownAt[candidate];
  }

  /// The same between two moments, in epochs, both after the candidate's time: between the moments
  /// that are remembered it is taken to have grown evenly.
  double grownBetween(double from, double to) {
    return grownUntil(to) - grownUntil(from);
  }

  private double grownUntil(double epoch) {
    double laterEpoch = epochs;
    double later = grown;
    for (int i = size - 1; i >= 0; i--) {
      if (start[i] <= epoch) {
        double span = laterEpoch - start[i];
        return span <= 0 ? later : grownAt[i] + (later - grownAt[i]) * (epoch - start[i]) / span;
      }
      laterEpoch = start[i];
      later = grownAt[i];
    }
    return later;
  }

  int epochs() {
    return epochs;
  }

  int start(int candidate) {
    return start[candidate];
  }

  double bins(int candidate) {
    return (double) (epochs - start[candidate]) * epochBins;
  }

  double operations(int candidate) {
    return operations - operationsAt[candidate];
  }

  /// The largest fall of the floor from its peak before the candidate's time.
  double releaseBefore(int candidate) {
    return releaseAt[candidate];
  }

  /// By how much the floor of the candidate's time would have grown with the greatest load since.
  double explainedByLoad(int candidate) {
    double before = Math.max(loadAt[candidate], firstLoad);
    return before > 0 && followsLoad
        ? (base + grownAt[candidate]) * (greatestLoad / before - 1)
        : 0;
  }

  /// Which share of the growth since the candidate's time may still be given back, as much was
  /// given back at the largest release: a collector that will come again.
  double mayBeGivenBack(int candidate) {
    return givenBack * Math.min(1, largestRelease / Math.max(1e-9, grown(candidate)));
  }

  int reached(int candidate) {
    return reached - reachedAt[candidate];
  }

  int left(int candidate) {
    return left - leftAt[candidate];
  }

  static long stateBytes() {
    return (long) MOST * BYTES_EACH + 200;
  }
}

package dev.seep.detector.watch;

/// The floor of a class whose members have an identity: the number of those open that have reached
/// an age, exact to a bin. Turnover of what lives shorter than that age cancels out of it.
final class Lifetimes implements FloorSource {
  private final OpenTable open = new OpenTable();
  private final AgedCounts alive = new AgedCounts();
  private final AgedCounts operations = new AgedCounts();

  private final int[] ages;
  private final int[] reached;
  private final int[] left;
  private int closed;
  private int bin;

  Lifetimes(int[] ages) {
    this.ages = ages;
    reached = new int[ages.length];
    left = new int[ages.length];
  }

  void opened(long descriptor) {
    int before = open.put(descriptor, bin);
    if (before != OpenTable.ABSENT) {
      leave(before);
    }
    alive.add(1);
    operations.add(1);
  }

  /// @return false when nothing is known of it: it was opened before the watch began
  boolean closed(long descriptor) {
    int born = open.remove(descriptor);
    if (born == OpenTable.ABSENT) {
      return false;
    }
    leave(born);
    return true;
  }

  void operated(long count) {
    operations.add((int) Math.min(count, Integer.MAX_VALUE / 64));
  }

  private void leave(int born) {
    int ended = bin - 1;
    closed += born < ended ? 1 : 0;
    if (!AgedCounts.isOfAge(born, ages[ages.length - 1], ended)) {
      alive.remove(born);
    }
    for (int i = 0; i < ages.length && AgedCounts.isOfAge(born, ages[i], ended); i++) {
      left[i]++;
    }
  }

  @Override
  public void begin(int next) {
    bin = next;
    alive.begin(next);
    operations.begin(next);
  }

  @Override
  public void end() {
    for (int i = 0; i < ages.length; i++) {
      reached[i] += alive.comingOfAge(ages[i]);
    }
  }

  @Override
  public double level() {
    return open.size();
  }

  @Override
  public double floor(int scale) {
    return reached[scale] - left[scale];
  }

  @Override
  public int reached(int scale) {
    return reached[scale];
  }

  @Override
  public int left(int scale) {
    return left[scale];
  }

  @Override
  public int closed() {
    return closed;
  }

  @Override
  public int operations() {
    return operations.current();
  }

  @Override
  public int operationsAtBirth(int scale) {
    return operations.comingOfAge(ages[scale]);
  }

  @Override
  public long stateBytes() {
    return 2L * AgedCounts.BYTES + 3L * 4 * ages.length;
  }
}

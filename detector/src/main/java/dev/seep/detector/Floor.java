package dev.seep.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/// The members of a crowd that have reached an age, and how their number moved: turnover of what
/// lives shorter than that age cancels out of it, so that a busy process with steady short-lived
/// work has an empty floor. Established connections that are in use are left out of it.
///
/// A member reaches the floor [#MATURE] seconds after it came, so what is said of a watch of `T`
/// seconds concerns those that came in its first `T - 10`.
///
/// Those that a restart cut short came and did not depart ([CutShort]).
///
/// @param survivors came while watched, reached the age, are still here and are not in use
/// @param arrived came while watched and reached the age, those that left since included
/// @param departed left after they had reached the age, backlog included
/// @param growingQuarters of the window's four quarters, how many had a net growth
/// @param lastHalf net growth in the last two quarters
/// @param busyArrivals, busyDepartures number of different moments at which survivors came, and at
///   which mature ones left: a burst counts once
/// @param young came within the last seconds and have not reached the age
/// @param dispersion variance over mean of the survivors' number in each sixteenth of the window
///   since the onset: 1 when they come by chance one by one, 2 when they come in pairs
/// @param seconds the window's length
/// @param onset since when they come, in seconds watched ([Onset]); 0 for the whole window
/// @param arrivedSince of those that arrived, how many did since then
record Floor(
    List<Member> survivors,
    long arrived,
    long departed,
    int growingQuarters,
    long lastHalf,
    int busyArrivals,
    int busyDepartures,
    int young,
    double dispersion,
    double seconds,
    double onset,
    long arrivedSince) {
  static final double MATURE = Cell.MATURE_SECONDS;

  /// Fewer are no evidence of anything.
  static final int LEAST = 8;

  private static final int BINS = 16;

  static Floor of(Crowd crowd, double now, double epochSeconds) {
    double window = Math.max(0, now - MATURE);
    long[] quarters = new long[4];
    List<Member> survivors = new ArrayList<>();
    Set<Double> moments = new HashSet<>();
    int young = 0;
    for (Member member : crowd.members) {
      if (member.backlogOfCell) {
        continue;
      }
      if (member.ageInCell(now) < MATURE) {
        young++;
      } else if (!member.isUsed(now)) {
        survivors.add(member);
        moments.add(member.enteredAt);
        quarters[quarter(member.enteredAt, window)]++;
      }
    }
    CutShort cut = CutShort.of(crowd, window, epochSeconds);
    if (cut.censored()) {
      DoubleStream.of(cut.moments()).forEach(at -> quarters[quarter(at, window)]++);
    }
    Epochs came = crowd.matureEntered;
    for (int i = 0; i < came.length(); i++) {
      quarters[quarter((i + 0.5) * epochSeconds, window)] += came.get(i);
    }
    Epochs gone = crowd.matureLeft;
    for (int i = 0; i < gone.length(); i++) {
      quarters[quarter((i + 0.5) * epochSeconds - MATURE, window)] -= gone.get(i);
    }
    long matureCame = came.sumFrom(0);
    long arrived = survivors.size() + matureCame + cut.moments().length;
    double[] stayed = stayed(survivors, cut);
    double onset = onset(stayed, window);
    return new Floor(
        List.copyOf(survivors),
        arrived,
        gone.sumFrom(0) + (cut.censored() ? 0 : cut.moments().length),
        (int) Arrays.stream(quarters).filter(net -> net > 0).count(),
        quarters[2] + quarters[3],
        moments.size() + came.busy() + cut.busy(),
        gone.busy() + (cut.censored() ? 0 : cut.busy()),
        young + (cut.censored() ? cut.young() : 0),
        dispersion(stayed, onset, window),
        window,
        onset,
        onset > 0
            ? Onset.since(stayed, onset) + came.sumFrom((int) (onset / epochSeconds))
            : arrived);
  }

  /// When those came, in order, that nobody has closed.
  private static double[] stayed(List<Member> survivors, CutShort cut) {
    DoubleStream here = survivors.stream().mapToDouble(member -> member.enteredAt);
    DoubleStream ended = cut.censored() ? DoubleStream.of(cut.moments()) : DoubleStream.empty();
    return DoubleStream.concat(here, ended).sorted().toArray();
  }

  /// How they scatter is known once the onset is, so it is looked for twice.
  private static double onset(double[] stayed, double window) {
    double onset = Onset.of(stayed, window, 1);
    return onset > 0 ? Onset.of(stayed, window, dispersion(stayed, onset, window)) : 0;
  }

  private static double dispersion(double[] stayed, double from, double window) {
    int[] bins = new int[BINS];
    double span = Math.max(1, window - from);
    int all = 0;
    for (double at : stayed) {
      if (at >= from) {
        bins[(int) Math.max(0, Math.min(BINS - 1, BINS * (at - from) / span))]++;
        all++;
      }
    }
    double mean = (double) all / BINS;
    double squares = 0;
    for (int bin : bins) {
      squares += (bin - mean) * (bin - mean);
    }
    return mean == 0 ? 1 : Math.max(1, squares / (BINS - 1) / mean);
  }

  private static int quarter(double at, double window) {
    return window <= 0 ? 3 : (int) Math.max(0, Math.min(3, 4 * at / window));
  }

  long net() {
    return arrived - departed;
  }

  boolean keepsGrowing() {
    return growingQuarters >= 3 && lastHalf >= 0.25 * net() && !hasStopped();
  }

  /// So few came lately that growth at its average would not explain it.
  boolean hasStopped() {
    double expected = net() * MATURE / Math.max(MATURE, seconds);
    return Chance.poissonAtMost(young, expected) < 0.002;
  }

  boolean retains() {
    return departed <= 0.1 * arrived;
  }

  /// The chance that a number which only fluctuates shows this.
  double chance() {
    return Chance.signTest(busyArrivals, busyDepartures);
  }

  double perSecond() {
    return seconds <= 0 ? 0 : Math.max(0, net()) / seconds;
  }

  double newestCameAt() {
    double newest = 0;
    for (Member member : survivors) {
      newest = Math.max(newest, member.enteredAt);
    }
    return newest;
  }
}

package dev.seep.detector;

import java.util.List;

/// The moments at which all of a crowd that nobody used was closed, whatever its age ([Bunches]).
///
/// @param number how many of them
/// @param swept how many members they closed
/// @param silent of these, how many had not been used since shortly after they came
/// @param between of these, how many the second sweep closed and those after it: what came between
///   the first and the last
/// @param everySeconds from one to the next; when there was one, how long that took at the least
/// @param clean whether each closed what had come since the one before, and left next to nothing
/// @param share of those that were closed at all after some seconds, how many a sweep closed
record Sweeps(
    int number,
    long swept,
    long silent,
    long between,
    double everySeconds,
    boolean clean,
    double share) {

  /// When all ages from 0 to the time between two sweeps are met alike, the mean is half of it. One
  /// that closes what reached an age closes older ones than came since the last time.
  private static final double MOST_MEAN_AGE = 0.75;

  /// Of the number that a sweep closes, what may be left by it.
  private static final double MOST_LEFT = 0.25;

  static Sweeps of(Exhibit exhibit) {
    Bunches bunches = exhibit.crowd().bunches;
    List<Bunches.Ended> sweeps = bunches.sweeps(exhibit.epochSeconds());
    int number = sweeps.size();
    if (number == 0) {
      return new Sweeps(0, 0, 0, 0, Double.NaN, false, 0);
    }
    long swept = sweeps.stream().mapToLong(each -> each.bunch().count()).sum();
    long silent = sweeps.stream().mapToLong(each -> each.bunch().silent()).sum();
    Bunches.Ended first = sweeps.get(0);
    double last = sweeps.get(number - 1).atSeconds();
    double every =
        number == 1
            ? Math.max(first.bunch().oldest(), exhibit.now() - last)
            : (last - first.atSeconds()) / (number - 1);
    boolean clean = takeWhatCame(sweeps) && left(exhibit, last) <= MOST_LEFT * swept / number;
    double share = (double) swept / bunches.total();
    return new Sweeps(number, swept, silent, swept - first.bunch().count(), every, clean, share);
  }

  private static boolean takeWhatCame(List<Bunches.Ended> sweeps) {
    double ages = 0;
    double most = 0;
    for (int i = 1; i < sweeps.size(); i++) {
      Bunches.Bunch bunch = sweeps.get(i).bunch();
      ages += bunch.ages();
      most += bunch.count() * (sweeps.get(i).atSeconds() - sweeps.get(i - 1).atSeconds());
    }
    return ages <= MOST_MEAN_AGE * most;
  }

  /// Those that were there before the last sweep, and are still.
  private static long left(Exhibit exhibit, double last) {
    return exhibit.crowd().members.stream()
        .filter(member -> !member.backlogOfCell && !member.isUsed(exhibit.now()))
        .filter(member -> member.enteredAt < last - exhibit.epochSeconds())
        .count();
  }
}

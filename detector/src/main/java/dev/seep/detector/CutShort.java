package dev.seep.detector;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Those that a restart of the program ended ([Restart]), as the floor counts them: they came, and
/// what would have become of them is not known. To count them as closed would hide any leak in a
/// program that is started anew now and then.
///
/// Where somebody closed them after all, they are departures.
final class CutShort {
  private final double[] moments;
  private final int young;
  private final boolean censored;

  private CutShort(double[] moments, int young, boolean censored) {
    this.moments = moments;
    this.young = young;
    this.censored = censored;
  }

  static CutShort of(Crowd crowd, double window, double epochSeconds) {
    Epochs entered = crowd.cutEntered;
    double[] all =
        IntStream.range(0, entered.length())
            .boxed()
            .flatMapToDouble(epoch ->
                DoubleStream.generate(() -> (epoch + 0.5) * epochSeconds).limit(entered.get(epoch)))
            .toArray();
    double[] old = DoubleStream.of(all).filter(at -> at <= window).toArray();
    return new CutShort(old, all.length - old.length, crowd.wasCutShort());
  }

  /// When those came that came early enough to have matured by now, to within an epoch.
  double[] moments() {
    return moments.clone();
  }

  /// How many came later.
  int young() {
    return young;
  }

  /// Whether it was a restart indeed, and nobody closed them.
  boolean censored() {
    return censored;
  }

  /// Different moments at which they came.
  int busy() {
    return (int) DoubleStream.of(moments).distinct().count();
  }
}

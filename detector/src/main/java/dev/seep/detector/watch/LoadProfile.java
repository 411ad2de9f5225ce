package dev.seep.detector.watch;

/// What a class does on a mean day, told from a part of one: a Bayesian regression of its
/// operations on a day's first harmonic (Bishop, Pattern Recognition and Machine Learning, 3.3), in
/// ten sums.
///
/// Before a day is over nobody knows its mean; the prior says that load may swing by more than the
/// mean of what was seen, and the posterior how uncertain the day's mean still is.
final class LoadProfile {
  private static final double DAY_SECONDS = 86_400;
  private static final double SWING = 1;

  /// Load differs from its harmonic by this share, for half an hour at a time.
  private static final double ROUGHNESS = 0.07;

  private static final double ROUGH_SECONDS = 1_800;

  private double n;
  private double cos;
  private double sin;
  private double cosCos;
  private double cosSin;
  private double sinSin;
  private double y;
  private double yCos;
  private double ySin;

  /// @param atSeconds on any clock
  void add(double atSeconds, double operations) {
    double angle = 2 * Math.PI * (atSeconds % DAY_SECONDS) / DAY_SECONDS;
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    n++;
    cos += c;
    sin += s;
    cosCos += c * c;
    cosSin += c * s;
    sinSin += s * s;
    y += operations;
    yCos += operations * c;
    ySin += operations * s;
  }

  /// Operations a bin on a mean day, and its relative standard deviation.
  record MeanDay(double perBin, double spread) {}

  MeanDay meanDay(double binSeconds) {
    double mean = y / Math.max(1, n);
    if (mean <= 0) {
      return new MeanDay(0, 1);
    }
    double rough = ROUGHNESS * mean;
    double noise = mean + rough * rough * ROUGH_SECONDS / binSeconds;
    double prior = noise / (SWING * SWING * mean * mean);
    // The inverse of a symmetric 3 x 3 matrix, first row.
    double b = cosCos + prior;
    double d = sinSin + prior;
    double i00 = b * d - cosSin * cosSin;
    double i01 = sin * cosSin - cos * d;
    double i02 = cos * cosSin - sin * b;
    double determinant = n * i00 + cos * i01 + sin * i02;
    double level = (i00 * y + i01 * yCos + i02 * ySin) / determinant;
    double variance = noise * i00 / determinant;
    double safe = Math.max(level, mean / 4);
    return new MeanDay(safe, Math.min(1, Math.sqrt(variance) / safe));
  }
}

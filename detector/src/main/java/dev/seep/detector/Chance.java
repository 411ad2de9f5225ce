package dev.seep.detector;

import dev.seep.evidence.Rate;

/// The probabilities the rules rest on.
///
/// The Poisson distribution function is the regularised incomplete gamma function, `P(X ≤ k; μ) =
/// Q(k + 1, μ)`, taken by its power series below the mean and by its continued fraction above
/// (Abramowitz and Stegun 6.5.29 and 6.5.31).
final class Chance {
  private static final double TAIL = 0.025;
  private static final int MOST_TERMS = 100_000;

  private Chance() {}

  /// `P(X ≤ k)` for a Poisson variable of mean `mean`.
  static double poissonAtMost(long k, double mean) {
    if (k < 0) {
      return 0;
    }
    return mean <= 0 ? 1 : upperGamma(k + 1.0, mean);
  }

  /// `P(X ≤ lows)` of a fair coin thrown `lows + highs` times: the chance that a count which only
  /// fluctuates (as many arrive as leave) shows so few departures beside so many arrivals.
  static double signTest(long highs, long lows) {
    long n = highs + lows;
    if (n == 0) {
      return 1;
    }
    double logTerm = -n * Math.log(2);
    double sum = 0;
    for (long k = 0; k <= lows; k++) {
      sum += Math.exp(logTerm);
      logTerm += Math.log((double) (n - k) / (k + 1));
    }
    return Math.min(1, sum);
  }

  /// The rate behind a net growth of `arrivals - departures` in `seconds`, with its 95 % interval:
  /// the exact one of Garwood (Biometrika 28, 1936) for a Poisson count, widened by `√((a + d) / (a
  /// - d))` when departures add their own scatter, and by the square root of the arrivals'
  ///   dispersion when they do not come one by one.
  static Rate rate(long arrivals, long departures, double dispersion, double seconds) {
    long net = arrivals - departures;
    if (net <= 0 || seconds <= 0) {
      return Rate.NONE;
    }
    double widen = Math.sqrt(dispersion * (arrivals + departures) / net);
    double low = net - widen * (net - garwoodLow(net));
    double high = net + widen * (garwoodHigh(net) - net);
    double perMinute = 60 / seconds;
    return new Rate(net * perMinute, Math.max(0, low) * perMinute, high * perMinute);
  }

  /// The mean at which seeing `events` or more has a chance of 2.5 %.
  static double garwoodLow(long events) {
    return events == 0 ? 0 : solve(mean -> 1 - poissonAtMost(events - 1, mean) < TAIL, events);
  }

  /// The mean at which seeing `events` or fewer has a chance of 2.5 %.
  static double garwoodHigh(long events) {
    return solve(mean -> poissonAtMost(events, mean) > TAIL, events);
  }

  /// The largest mean for which `holds`, which is true below it and false above.
  private static double solve(java.util.function.DoublePredicate holds, long near) {
    double low = 0;
    double high = near + 10 + 10 * Math.sqrt(near + 1.0);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double upperGamma(double a, double x) {
    double front = Math.exp(a * Math.log(x) - x - logGamma(a));
    return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < MOST_TERMS && term > sum * 1e-16; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /// Evaluated forwards by Lentz's method.
  private static double fraction(double a, double x) {
    double tiny = 1e-300;
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double value = d;
    for (int n = 1; n < MOST_TERMS; n++) {
      double numerator = -n * (n - a);
      b += 2;
      d = 1 / orTiny(numerator * d + b, tiny);
      c = orTiny(b + numerator / c, tiny);
      double factor = c * d;
      value *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double orTiny(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /// Stirling's series (Abramowitz and Stegun 6.1.41), shifted to where it is accurate.
  static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 10) {
      shift += Math.log(z);
      z++;
    }
    double inverse = 1 / (z * z);
    double tail = (1.0 / 12 - inverse * (1.0 / 360 - inverse / 1260)) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + tail - shift;
  }
}

package dev.seep.testkit.lifetimes;

/// How busy a server is over the day and the week, as a factor. Without weekends its mean over each
/// whole day is 1, so that a rate times the load has that rate as its mean.
///
/// @param amplitude 0 for even, towards 1 for nights of almost nothing
/// @param peakHour the busiest hour, 0 to 24
/// @param weekend the factor of days 6 and 7 of each week
/// @param growthPerDay how much a day adds, in proportion: 0.1 is 10 % a day
record Load(double amplitude, double peakHour, double weekend, double growthPerDay) {
  private static final double DAY = 86_400;

  static Load even() {
    return new Load(0, 0, 1, 0);
  }

  static Load daily(double amplitude, double peakHour) {
    return new Load(amplitude, peakHour, 1, 0);
  }

  Load weekends(double factor) {
    return new Load(amplitude, peakHour, factor, growthPerDay);
  }

  Load growing(double perDay) {
    return new Load(amplitude, peakHour, weekend, perDay);
  }

  double at(double seconds) {
    double day = seconds / DAY;
    double hour = 1 + amplitude * Math.cos(2 * Math.PI * (day - peakHour / 24));
    double week = (long) day % 7 >= 5 ? weekend : 1;
    return hour * week * Math.pow(1 + growthPerDay, day);
  }
}

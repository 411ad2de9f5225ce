package dev.seep.detector.watch;

/// A rate a second and its 95 % interval.
record RateEstimate(double perSecond, double low, double high) {

  static RateEstimate of(Ladder ladder, int i, double binSeconds) {
    double grown = ladder.grown(i);
    double seconds = ladder.bins(i) * binSeconds;
    double slope = grown / seconds;
    double spread = Math.exp(1.96 / Math.sqrt(Math.max(1, grown)));
    return new RateEstimate(slope, slope / spread, slope * spread);
  }
}

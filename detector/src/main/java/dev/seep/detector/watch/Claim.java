package dev.seep.detector.watch;

/// What one candidate of one ladder makes of the growth since its time.
///
/// @param ladder, candidate whose evidence it is
/// @param verdict growing or leak
/// @param slope per second, by the clock
record Claim(Ladder ladder, int candidate, WatchVerdict verdict, boolean critical, double slope) {

  /// How long the growth has lasted, and the age before that.
  double seconds(WatchRules rules) {
    double age = (double) ladder.ageEpochs * ladder.epochBins;
    return (ladder.bins(candidate) + age) * rules.binSeconds();
  }

  double evidence() {
    return ladder.evidence(candidate);
  }

  double grown() {
    return ladder.grown(candidate);
  }
}

package dev.seep.detector.watch;

/// Where the floor of a class comes from: the level below which nothing fell for as long as an age.
///
/// All counts are sums since the class was first seen.
sealed interface FloorSource permits Lifetimes, Levels {

  /// Begins the next bin.
  void begin(int bin);

  /// Ends the current bin, after which all other methods speak of its end.
  void end();

  /// How much is open, or the level, now.
  double level();

  /// How much of it has been there for the age of a scale.
  double floor(int scale);

  /// How many ever reached the age of a scale, and how many of those left after that.
  int reached(int scale);

  int left(int scale);

  /// How many ever closed that were no short-lived operations; as many as may be without identity.
  int closed();

  /// Operations of the bin that has just ended.
  int operations();

  /// How many operations there were in the bin that comes of age at the end of this one: growth of
  /// the floor is due to the work at the birth of those who make it grow.
  int operationsAtBirth(int scale);

  /// Bytes that it takes beside the table of what is open.
  long stateBytes();
}

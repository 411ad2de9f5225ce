package dev.seep.testkit.lifetimes;

/// Hears a [LifetimeSeries] in the order of time. All times are seconds from the run's start and
/// never go back.
public interface LifetimeListener {
  /// The process was started anew: what it held went with it, and is not reported as closed.
  default void restarted(int atSeconds) {}

  void opened(int atSeconds, int descriptor);

  void closed(int atSeconds, int descriptor);

  /// Short-lived operations, opened and closed within the bin that ends now.
  void operations(int atSeconds, int count);

  /// The level at the end of a bin, for a class without identity.
  void level(int atSeconds, double value);

  /// A bin is over.
  ///
  /// @return whether to go on
  boolean binEnded(int atSeconds);
}

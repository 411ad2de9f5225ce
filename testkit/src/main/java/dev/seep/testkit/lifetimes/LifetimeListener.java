package dev.seep.testkit.lifetimes;

/// Hears a [LifetimeSeries] in the order of time. All times are seconds from the run's start and
/// never go back.
public interface LifetimeListener {
  /// The process was started anew: what it held went with it, and is not reported as closed.
  default void restarted(long atSeconds) {}

  void opened(long atSeconds, int descriptor);

  void closed(long atSeconds, int descriptor);

  /// Short-lived operations, opened and closed within the bin that ends now.
  void operations(long atSeconds, int count);

  /// The level at the end of a bin, for a class without identity.
  void level(long atSeconds, double value);

  /// A bin is over.
  ///
  /// @return whether to go on
  boolean binEnded(long atSeconds);
}

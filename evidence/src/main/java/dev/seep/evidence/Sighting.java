package dev.seep.evidence;

/// One open file as one look found it.
///
/// @param idleSeconds since it was last used (data went either way, or a traced call was made on
///   it), NaN when not known
/// @param bornSecondsAgo age where the kernel tells it (pipes) or a tracer saw the birth, NaN when
///   not known
/// @param site id of the [CallSite] that opened it; 0 when not known
public record Sighting(
    OpenFileKey key,
    Population population,
    Condition condition,
    double idleSeconds,
    double bornSecondsAgo,
    int site) {

  /// One of which nobody saw who opened it.
  public Sighting(
      OpenFileKey key,
      Population population,
      Condition condition,
      double idleSeconds,
      double bornSecondsAgo) {
    this(key, population, condition, idleSeconds, bornSecondsAgo, 0);
  }
}

package dev.seep.hunt;

import dev.seep.evidence.Verdict;
import org.jspecify.annotations.Nullable;

/// How a hunt is getting on.
///
/// @param atSeconds watched so far
/// @param lengthSeconds to be watched at most
/// @param open descriptors held now
/// @param looks taken so far
/// @param opened, closed seen so far
/// @param leading the gravest verdict so far, null while there is nothing to say
public record HuntProgress(
    double atSeconds,
    double lengthSeconds,
    int looks,
    int open,
    int opened,
    int closed,
    @Nullable Verdict leading) {

  /// Somebody who wants to be told.
  public interface Listener {
    /// The tracer is in place, where there is one, and the first look is taken.
    default void began() {}

    void looked(HuntProgress progress);
  }
}

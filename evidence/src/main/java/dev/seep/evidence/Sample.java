package dev.seep.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything one look at a process found, for the detector. It must be complete: what one look saw
/// and the next does not counts as closed.
///
/// @param atSeconds since the watch began, on a monotonic clock
/// @param ended those that a tracer saw open and close, each told once; some a few looks late
/// @param traced whether a tracer was there since the look before, so that `ended` is all of them
/// @param anonymousBytes anonymous resident and swapped memory, -1 when not read
/// @param residentBytes RSS, -1 when not read
/// @param mappings null when they were not read this time, as they are read now and then
/// @param heap likewise, and where no runtime tells of it
public record Sample(
    double atSeconds,
    List<Sighting> sightings,
    List<EndedLife> ended,
    boolean traced,
    long anonymousBytes,
    long residentBytes,
    @Nullable MappingUse mappings,
    @Nullable HeapUse heap) {
  public Sample {
    sightings = List.copyOf(sightings);
    ended = List.copyOf(ended);
  }

  /// A look at which neither mappings nor heap were read.
  public Sample(
      double atSeconds,
      List<Sighting> sightings,
      List<EndedLife> ended,
      boolean traced,
      long anonymousBytes,
      long residentBytes) {
    this(atSeconds, sightings, ended, traced, anonymousBytes, residentBytes, null, null);
  }

  /// A look that no tracer accompanied.
  public Sample(
      double atSeconds, List<Sighting> sightings, long anonymousBytes, long residentBytes) {
    this(atSeconds, sightings, List.of(), false, anonymousBytes, residentBytes);
  }
}

package dev.seep.store;

/// What a series counts.
///
/// @param owner a lineage's id, `host`, or `seep` for the watch itself
/// @param metric `open`, `soft_limit`, `resident_bytes`, `anonymous_bytes`, `threads`, `class`
///   (open descriptors of one class), …; the unit is in the name
/// @param label tells series of the same owner and metric apart (the class: `tcp close-wait
///   10.0.0.7:443`), empty for none
public record SeriesKey(String owner, String metric, String label) {
  public SeriesKey(String owner, String metric) {
    this(owner, metric, "");
  }
}

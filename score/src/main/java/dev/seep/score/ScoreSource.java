package dev.seep.score;

/// What a hunt looks through.
public enum ScoreSource {
  /// The tracer, and the best inventory permitted.
  EBPF("ebpf"),

  /// Snapshots of `/proc` alone, as for a user without rights.
  PROCFS("procfs");

  private final String slug;

  ScoreSource(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}

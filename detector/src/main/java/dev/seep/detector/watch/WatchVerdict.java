package dev.seep.detector.watch;

/// What the watch says of a class.
public enum WatchVerdict {
  /// Nothing grows beyond what slows down by itself.
  HEALTHY("healthy"),
  /// It grows steadily; too early or too uneven to say that it is not given back.
  GROWING("suspect"),
  /// It grows, does not slow down, and is not given back.
  LEAK("leak");

  private final String slug;

  WatchVerdict(String slug) {
    this.slug = slug;
  }

  /// The word of the JSON contract.
  public String slug() {
    return slug;
  }
}

package dev.seep.evidence.watch;

/// How a process stands with the watch, the least worrying first.
public enum Standing {
  /// Nothing grows beyond what slows down by itself.
  HEALTHY("healthy"),
  /// It cannot be looked at; the row says why.
  UNSEEN("unseen"),
  /// It grows; too early to say more.
  GROWING("growing"),
  /// It grows and was looked at closely, which did not settle it.
  SUSPECT("suspect"),
  /// It leaks.
  LEAK("leak"),
  /// Its limit is reached, or will be within the hour.
  EXHAUSTED("exhausted");

  private final String slug;

  Standing(String slug) {
    this.slug = slug;
  }

  /// The word of the API, of metrics' labels and of the page.
  public String slug() {
    return slug;
  }
}

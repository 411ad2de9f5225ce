package dev.seep.evidence.watch;

/// How much an incident should worry whoever is told.
public enum Severity {
  /// On the page alone.
  INFO("info"),
  /// It leaks; there is time.
  WARNING("warning"),
  /// The limit is reached, or will be within the hour.
  CRITICAL("critical");

  private final String slug;

  Severity(String slug) {
    this.slug = slug;
  }

  /// The word of alert labels, as Prometheus rules conventionally have it.
  public String slug() {
    return slug;
  }
}

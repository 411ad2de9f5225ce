package dev.seep.alerting.message;

import java.util.Locale;

/// Why somebody is told.
public enum Kind {
  FIRING,
  REMINDER,
  ESCALATION,
  RESOLVED,
  /// Still so: for receivers that forget what they do not hear of; never logged.
  REFRESH,
  TEST;

  /// The word of the alert log.
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Kind of(String slug) {
    for (Kind kind : values()) {
      if (kind.slug().equals(slug)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of notification: " + slug);
  }
}

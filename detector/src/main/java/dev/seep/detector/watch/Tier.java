package dev.seep.detector.watch;

import java.util.Optional;

/// How much a class of resources may grow in health, which decides how much evidence and how long a
/// look a verdict needs.
public enum Tier {
  /// States no healthy descriptor stays in: CLOSE_WAIT, never connected, dead.
  DEFINITE("definite"),
  /// What the process opens for itself: connect, pipe, eventfd; threads.
  CLIENT("client"),
  /// What others open: accept. Users may truly grow.
  SERVER("server"),
  /// Files: caches and logs may fill for days.
  FILE("file"),
  /// A level in bytes, without identity.
  MEMORY("memory");

  private final String slug;

  Tier(String slug) {
    this.slug = slug;
  }

  /// The word in recordings and in JSON.
  public String slug() {
    return slug;
  }

  /// The tier of that slug; empty when there is none.
  public static Optional<Tier> of(String slug) {
    for (Tier tier : values()) {
      if (tier.slug.equals(slug)) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }
}

package dev.seep.evidence;

/// How a socket came to [SocketState#DEAD].
public enum Death {
  /// A connect was refused, or gave up without an answer.
  REFUSED("refused"),
  /// The peer reset it (the error is still unread).
  RESET("reset"),
  /// Both directions were shut down.
  CLOSED("closed"),
  /// It is over; how could not be told.
  UNKNOWN("unknown");

  private final String slug;

  Death(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}

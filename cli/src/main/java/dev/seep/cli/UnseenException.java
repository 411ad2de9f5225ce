package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;

/// Ends a command that cannot see what it is about; the reason is told to the user.
public final class UnseenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Blind blind;

  public UnseenException(Blind blind) {
    super(blind.what() + ": " + blind.why());
    this.blind = blind;
  }

  public Blind blind() {
    return blind;
  }

  /// The value that was seen.
  static <T> T orValue(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new UnseenException(unseen.blind());
    };
  }
}

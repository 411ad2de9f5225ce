package dev.seep.alerting.channel;

import java.time.Duration;

/// What came of a try.
public sealed interface Outcome {

  /// What the other side answered, or what went wrong: one printable line without secrets.
  String detail();

  /// The other side took it.
  record Accepted(String detail) implements Outcome {}

  /// It may work later.
  ///
  /// @param after what the other side asked for, zero when it did not say
  record Later(String detail, Duration after) implements Outcome {}

  /// It will not work however often it is tried.
  record Refused(String detail) implements Outcome {}
}

package dev.seep.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that the test moves.
public final class TestClock implements InstantSource {
  private volatile Instant now = Incidents.BEGAN;

  @Override
  public Instant instant() {
    return now;
  }

  public void forward(Duration by) {
    now = now.plus(by);
  }
}

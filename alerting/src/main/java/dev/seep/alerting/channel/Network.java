package dev.seep.alerting.channel;

import dev.seep.alerting.config.HttpSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// What all channels share: the way out, its clock, and how long a try may take.
public final class Network {
  private final Dialer dialer = new Dialer();
  private final Http http = new Http(dialer);
  private final Duration deadline;
  private final InstantSource clock;

  /// @param deadline of one try: look-up, connection, request and answer together
  public Network(Duration deadline, InstantSource clock) {
    this.deadline = deadline;
    this.clock = clock;
  }

  Dialer dialer() {
    return dialer;
  }

  InstantSource clock() {
    return clock;
  }

  Attempt begin() {
    return new Attempt(deadline);
  }

  Outcome exchange(Post post, HttpSettings settings) {
    try (Attempt attempt = begin()) {
      try {
        return Failures.of(http.send(post, settings, attempt), clock);
      } catch (IOException e) {
        return Failures.of(e, attempt);
      }
    }
  }
}

package dev.seep.alerting;

import dev.seep.alerting.channel.Courier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well telling works, for metrics and the page.
///
/// @param queued notices that wait or are on their way, over all channels
/// @param oldest when the oldest of them was made, null for none
/// @param journalError why alerts are kept in memory alone, empty while the journal works
/// @param journalFailures since the start
/// @param lost incidents that came faster than they could be looked at, since the start
public record Health(
    int queued,
    @Nullable Instant oldest,
    List<Courier.Stats> channels,
    String journalError,
    long journalFailures,
    long lost) {
  public Health {
    channels = List.copyOf(channels);
  }
}

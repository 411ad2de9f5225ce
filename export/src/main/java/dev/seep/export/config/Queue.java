package dev.seep.export.config;

import java.time.Duration;

/// How much waits for a receiver that does not answer, and how it is tried again. Names and most
/// defaults are those of Prometheus' `queue_config`.
///
/// @param capacity `capacity`: samples that wait at most; beyond it the oldest are dropped. They
///   are kept compressed, at about 10 bytes a sample.
/// @param maxSamplesPerSend `max_samples_per_send`: in one request
/// @param timeout `remote_timeout`: for a whole request, its answer included
/// @param minBackoff `min_backoff`: before the first further try; it doubles
/// @param maxBackoff `max_backoff`
public record Queue(
    int capacity,
    int maxSamplesPerSend,
    Duration timeout,
    Duration minBackoff,
    Duration maxBackoff) {
  public static final Queue DEFAULT =
      new Queue(
          200_000, 2_000, Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofMinutes(1));

  public Queue {
    positive("capacity", capacity);
    positive("max_samples_per_send", maxSamplesPerSend);
    Limits.positive("remote_timeout", timeout);
    Limits.positive("min_backoff", minBackoff);
    Limits.positive("max_backoff", maxBackoff);
    if (maxBackoff.compareTo(minBackoff) < 0) {
      throw new IllegalArgumentException("max_backoff must not be shorter than min_backoff");
    }
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}

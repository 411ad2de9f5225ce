package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A protocol: what is said, and how its answers are meant. Used by one thread at a time.
sealed interface Wire permits RemoteWriteWire, OtlpWire {

  /// One look as the bodies of as many requests as it takes.
  List<Batch> encode(Instant at, List<Metric> metrics);

  /// The protocol's own headers.
  Map<String, String> headers();

  /// Whether a request that was answered with this status is to be sent again.
  boolean isRetryable(int status);

  /// What a receiver that accepted the request says about it in its body, empty for nothing.
  Verdict judge(String body);

  /// @param rejected samples that it refused
  /// @param note its words
  record Verdict(long rejected, String note) {
    static final Verdict FINE = new Verdict(0, "");
  }
}

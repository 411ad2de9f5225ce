package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Prometheus remote write 1.0 (prometheus.io/docs/specs/remote_write_spec): `WriteRequest` in
/// protobuf, compressed with Snappy's block format.
///
/// A series that was sent and is there no more gets a stale marker, as the specification asks: an
/// incident that is over leaves the receiver's graphs and alerts at once, not five minutes later.
final class RemoteWriteWire implements Wire {
  /// The NaN by which Prometheus knows the end of a series (`model/value`, StaleNaN).
  static final long STALE = 0x7ff0000000000002L;

  /// The NaN of an ordinary sample (NormalNaN); Java's own has the same bits, but need not.
  private static final long NOT_A_NUMBER = 0x7ff8000000000001L;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/x-protobuf",
          "Content-Encoding", "snappy",
          "X-Prometheus-Remote-Write-Version", "0.1.0");

  private final SortedMap<String, String> external = new TreeMap<>();
  private final int most;
  private final Protobuf request = new Protobuf(1 << 16);
  private final Protobuf part = new Protobuf(1 << 10);
  private final Protobuf label = new Protobuf(1 << 8);

  /// The series of the last look: their encoded labels, a character a byte, as strings are hashed
  /// and compared fastest.
  private Set<String> before = Set.of();

  RemoteWriteWire(ExportSettings.RemoteWrite settings) {
    settings
        .labels()
        .forEach((name, value) -> external.put(LabelText.labelName(name), LabelText.value(value)));
    most = settings.queue().maxSamplesPerSend();
  }

  @Override
  public Map<String, String> headers() {
    return HEADERS;
  }

  /// 5xx must be tried again, 429 may be, all else must not.
  @Override
  public boolean isRetryable(int status) {
    return status >= 500 || status == 429;
  }

  @Override
  public Verdict judge(String body) {
    return Verdict.FINE;
  }

  @Override
  public List<Batch> encode(Instant at, List<Metric> metrics) {
    List<Batch> batches = new ArrayList<>();
    Set<String> now = HashSet.newHashSet(metrics.size());
    long millis = at.toEpochMilli();
    int samples = 0;
    for (Metric metric : metrics) {
      byte[] labels = labels(metric);
      // Of two series that read alike only one: a receiver refuses the request for the second.
      if (now.add(new String(labels, StandardCharsets.ISO_8859_1))) {
        series(labels, bits(metric.value()), millis);
        samples = endedIfFull(batches, samples + 1);
      }
    }
    for (String gone : before) {
      if (!now.contains(gone)) {
        series(gone.getBytes(StandardCharsets.ISO_8859_1), STALE, millis);
        samples = endedIfFull(batches, samples + 1);
      }
    }
    end(batches, samples);
    before = now;
    return batches;
  }

  private static long bits(double value) {
    return Double.isNaN(value) ? NOT_A_NUMBER : Double.doubleToRawLongBits(value);
  }

  private int endedIfFull(List<Batch> batches, int samples) {
    if (samples < most) {
      return samples;
    }
    end(batches, samples);
    return 0;
  }

  private void end(List<Batch> batches, int samples) {
    if (samples > 0) {
      batches.add(new Batch(Snappy.compress(request.array(), request.length()), samples));
      request.clear();
    }
  }

  /// `repeated Label labels = 1`, in the order of their names; an empty value is the same as none
  /// and must not be sent.
  private byte[] labels(Metric metric) {
    TreeMap<String, String> labels = new TreeMap<>(external);
    metric
        .labels()
        .forEach((name, value) -> labels.put(LabelText.labelName(name), LabelText.value(value)));
    labels.put("__name__", LabelText.metricName(metric.name()));
    part.clear();
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        label.clear();
        label.text(1, name);
        label.text(2, value);
        part.message(1, label);
      }
    });
    return part.toBytes();
  }

  /// `TimeSeries { labels = 1; Sample { double value = 1; int64 timestamp = 2; } samples = 2; }`
  private void series(byte[] labels, long value, long millis) {
    label.clear();
    label.fixed64(1, value);
    label.int64(2, millis);
    part.clear();
    part.raw(labels);
    part.message(2, label);
    request.message(1, part);
  }
}

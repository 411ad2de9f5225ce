package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// OTLP/HTTP in JSON (opentelemetry.io/docs/specs/otlp): `ExportMetricsServiceRequest`, compressed
/// with gzip. Names are those of [Names].
///
/// What is watched and Seep itself are two resources, as both have `process.…` figures: the watched
/// ones carry `workload`, `process` and `slot` as attributes.
final class OtlpWire implements Wire {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");
  private static final Pattern REJECTED =
      Pattern.compile("\"rejected_?[dD]ata_?[pP]oints\"\\s*:\\s*\"?(\\d{1,18})");
  private static final Pattern MESSAGE =
      Pattern.compile("\"error_?[mM]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,500})");
  private static final long CUMULATIVE = 2;

  private final Map<String, String> attributes;
  private final String host;
  private final String version;
  private final Instant startedAt;
  private final int most;

  OtlpWire(ExportSettings.Otlp settings, Origin origin) {
    attributes = settings.attributes();
    host = origin.host();
    version = origin.version();
    startedAt = origin.startedAt();
    most = settings.queue().maxSamplesPerSend();
  }

  @Override
  public Map<String, String> headers() {
    return HEADERS;
  }

  /// The specification's list of retryable answers; all others must not be tried again.
  @Override
  public boolean isRetryable(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  /// `ExportMetricsPartialSuccess`, in either of the spellings that receivers use.
  @Override
  public Verdict judge(String body) {
    Matcher rejected = REJECTED.matcher(body);
    Matcher message = MESSAGE.matcher(body);
    return new Verdict(
        rejected.find() ? Long.parseLong(rejected.group(1)) : 0,
        message.find() ? message.group(1) : "");
  }

  @Override
  public List<Batch> encode(Instant at, List<Metric> metrics) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < metrics.size(); from += most) {
      List<Metric> some = metrics.subList(from, Math.min(from + most, metrics.size()));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        write(out, at, some);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      batches.add(new Batch(bytes.toByteArray(), some.size()));
    }
    return batches;
  }

  private void write(OutputStream out, Instant at, List<Metric> metrics) {
    Map<String, List<Metric>> watched = new LinkedHashMap<>();
    Map<String, List<Metric>> own = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      (metric.labels().containsKey("workload") ? watched : own)
          .computeIfAbsent(metric.name(), name -> new ArrayList<>())
          .add(metric);
    }
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("resourceMetrics");
      resource(json, at, "seep-watched", watched);
      resource(json, at, "seep", own);
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void resource(
      JsonGenerator json, Instant at, String service, Map<String, List<Metric>> families) {
    if (families.isEmpty()) {
      return;
    }
    Map<String, String> described = new LinkedHashMap<>();
    described.put("service.name", service);
    described.put("service.version", version);
    described.put("service.instance.id", host);
    described.put("host.name", host);
    described.putAll(attributes);
    json.writeStartObject();
    json.writeObjectPropertyStart("resource");
    attributes(json, described);
    json.writeEndObject();
    json.writeArrayPropertyStart("scopeMetrics");
    json.writeStartObject();
    json.writeObjectPropertyStart("scope");
    json.writeStringProperty("name", "dev.seep");
    json.writeStringProperty("version", version);
    json.writeEndObject();
    json.writeArrayPropertyStart("metrics");
    families.forEach((name, metrics) -> family(json, at, metrics));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void family(JsonGenerator json, Instant at, List<Metric> metrics) {
    Metric first = metrics.getFirst();
    Family family = Names.named(first.name()).orElseGet(() -> stranger(first));
    json.writeStartObject();
    json.writeStringProperty("name", family.otel());
    json.writeStringProperty("description", first.help());
    json.writeStringProperty("unit", family.unit());
    boolean counter = first.type() == Metric.Type.COUNTER;
    if (counter || isUpDownCounter(family)) {
      json.writeObjectPropertyStart("sum");
      json.writeNumberProperty("aggregationTemporality", CUMULATIVE);
      json.writeBooleanProperty("isMonotonic", counter);
    } else {
      json.writeObjectPropertyStart("gauge");
    }
    json.writeArrayPropertyStart("dataPoints");
    for (Metric metric : metrics) {
      point(json, at, metric);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /// The semantic conventions have counts of what exists now as sums that may fall.
  private static boolean isUpDownCounter(Family family) {
    return family.otel().startsWith("process.") || family.otel().startsWith("jvm.");
  }

  /// A figure that the table does not know goes by its own name, with dots.
  private static Family stranger(Metric metric) {
    String name = LabelText.metricName(metric.name());
    return new Family(
        metric.type() == Metric.Type.COUNTER && !name.endsWith("_total") ? name + "_total" : name,
        metric.type(),
        metric.help(),
        List.of(),
        name.replaceFirst("_total$", "").replaceFirst("_", "."),
        "1");
  }

  private void point(JsonGenerator json, Instant at, Metric metric) {
    json.writeStartObject();
    Map<String, String> labels = new LinkedHashMap<>();
    metric.labels().forEach((name, value) -> labels.put(attribute(name), LabelText.value(value)));
    attributes(json, labels);
    if (metric.type() == Metric.Type.COUNTER) {
      json.writeStringProperty("startTimeUnixNano", nanos(startedAt));
    }
    json.writeStringProperty("timeUnixNano", nanos(at));
    double value = metric.value();
    if (Double.isFinite(value)) {
      json.writeNumberProperty("asDouble", value);
    } else {
      // As protobuf's JSON has what JSON has no number for.
      json.writeStringProperty(
          "asDouble", Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
    json.writeEndObject();
  }

  private static String attribute(String label) {
    return label.equals("area") ? "jvm.memory.type" : label;
  }

  private static String nanos(Instant at) {
    return Long.toString(
        Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
  }

  private static void attributes(JsonGenerator json, Map<String, String> values) {
    json.writeArrayPropertyStart("attributes");
    values.forEach((name, value) -> {
      json.writeStartObject();
      json.writeStringProperty("key", name);
      json.writeObjectPropertyStart("value");
      json.writeStringProperty("stringValue", value);
      json.writeEndObject();
      json.writeEndObject();
    });
    json.writeEndArray();
  }
}

package dev.seep.export.config;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// One receiver of figures.
public sealed interface ExportSettings {
  Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  /// Where requests go.
  URI address();

  /// Sent with each request, beside those that the protocol demands.
  Map<String, String> headers();

  Authorization authorization();

  /// Between two of the looks that are sent.
  Duration interval();

  Queue queue();

  /// An entry of `remote_write`.
  ///
  /// @param url `http://prometheus:9090/api/v1/write`, VictoriaMetrics:
  ///   `http://vm:8428/api/v1/write`
  /// @param labels `external_labels`: added to each series that has none of that name, such as
  ///   `instance`, by which a receiver tells hosts apart
  record RemoteWrite(
      URI url,
      Map<String, String> headers,
      Authorization authorization,
      Map<String, String> labels,
      Duration interval,
      Queue queue)
      implements ExportSettings {
    public RemoteWrite {
      Limits.http("remote_write: url", url);
      Limits.headers(headers);
      Limits.positive("remote_write: interval", interval);
      headers = Map.copyOf(headers);
      labels = Map.copyOf(labels);
    }

    public static RemoteWrite to(URI url) {
      return new RemoteWrite(
          url, Map.of(), new Authorization.None(), Map.of(), DEFAULT_INTERVAL, Queue.DEFAULT);
    }

    @Override
    public URI address() {
      return url;
    }

    /// Without the headers, which may hold keys.
    @Override
    public String toString() {
      return "remote_write to " + url;
    }
  }

  /// `otlp`.
  ///
  /// @param endpoint the receiver's base, `http://collector:4318`, to which `/v1/metrics` is added
  ///   as OTEL_EXPORTER_OTLP_ENDPOINT has it, or the whole address when it ends so
  /// @param attributes of the resource, beside `service.name` and `host.name`
  record Otlp(
      URI endpoint,
      Map<String, String> headers,
      Authorization authorization,
      Map<String, String> attributes,
      Duration interval,
      Queue queue)
      implements ExportSettings {
    private static final String PATH = "/v1/metrics";

    public Otlp {
      Limits.http("otlp: endpoint", endpoint);
      Limits.headers(headers);
      Limits.positive("otlp: interval", interval);
      headers = Map.copyOf(headers);
      attributes = Map.copyOf(attributes);
    }

    public static Otlp to(URI endpoint) {
      return new Otlp(
          endpoint, Map.of(), new Authorization.None(), Map.of(), DEFAULT_INTERVAL, Queue.DEFAULT);
    }

    /// Without the headers, which may hold keys.
    @Override
    public String toString() {
      return "otlp to " + endpoint;
    }

    @Override
    public URI address() {
      String path = endpoint.getRawPath();
      if (path.endsWith(PATH)) {
        return endpoint;
      }
      String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      String query = endpoint.getRawQuery() == null ? "" : "?" + endpoint.getRawQuery();
      return URI.create(
          endpoint.getScheme() + "://" + endpoint.getRawAuthority() + base + PATH + query);
    }
  }
}

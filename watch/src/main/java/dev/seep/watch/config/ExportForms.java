package dev.seep.watch.config;

import dev.seep.export.config.Authorization;
import dev.seep.export.config.ExportSettings;
import dev.seep.export.config.ExportSettings.Otlp;
import dev.seep.export.config.ExportSettings.RemoteWrite;
import dev.seep.export.config.Queue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// `remote_write` by Prometheus' names, and `otlp`.
final class ExportForms {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Kind<Duration> SPAN = new Numbers.Span(Duration.ofMillis(1), LONGEST);

  /// Names of labels in Prometheus' data model.
  static final String LABEL_NAME = "[a-zA-Z_][a-zA-Z0-9_]*";

  private static final String ATTRIBUTE_NAME = "[a-zA-Z_][a-zA-Z0-9_.-]*";

  private static final Form<Authorization.Basic> BASIC = basic();
  private static final Form<Queue> QUEUE = queue();
  static final Form<RemoteWrite> REMOTE_WRITE = remoteWrite();
  static final Form<Otlp> OTLP = otlp();

  private ExportForms() {}

  /// What both have.
  private record Common<S extends ExportSettings>(
      Key<S, SortedMap<String, String>> headers,
      Key<S, Optional<Authorization.Basic>> basic,
      Key<S, Optional<Hidden>> bearer,
      Key<S, Duration> interval,
      Key<S, Duration> timeout,
      Key<S, Queue> queue) {

    List<Key<S, ?>> keys() {
      return List.of(headers, basic, bearer, interval, timeout, queue);
    }

    Authorization authorization(Values values) {
      Optional<Authorization> basicAuth = values.get(basic).map(it -> it);
      return basicAuth
          .or(() -> values.get(bearer).map(it -> new Authorization.Bearer(it.forExport())))
          .orElseGet(Authorization.None::new);
    }

    Queue queue(Values values) {
      Queue queue = values.get(this.queue);
      return new Queue(
          queue.capacity(),
          queue.maxSamplesPerSend(),
          values.get(timeout),
          queue.minBackoff(),
          queue.maxBackoff());
    }

    void authorizedOnce(Values values, Remarks remarks) {
      if (values.isWritten(basic) && values.isWritten(bearer)) {
        remarks.problem(
            values.place(basic), "is given beside " + bearer.name(), "keep one of them");
      }
    }
  }

  private static <S extends ExportSettings> Common<S> common() {
    return new Common<>(
        Key.of(
            "headers",
            new Mapped<>(new Masked(), "a header's name", HttpForm.HEADER_NAME),
            new TreeMap<>(),
            it -> new TreeMap<>(it.headers()),
            "Headers sent with each request."),
        Key.optional(
            "basic_auth",
            BASIC,
            it ->
                Optional.of(it.authorization())
                    .filter(Authorization.Basic.class::isInstance)
                    .map(Authorization.Basic.class::cast),
            "A name and a password (RFC 7617)."),
        Key.optional(
            "authorization",
            HttpForm.AUTHORIZATION,
            it ->
                it.authorization() instanceof Authorization.Bearer bearer
                    ? Optional.of(Hidden.of(bearer.token()))
                    : Optional.empty(),
            "A bearer token."),
        Key.of(
            "interval",
            SPAN,
            ExportSettings.DEFAULT_INTERVAL,
            ExportSettings::interval,
            "How often figures are sent."),
        Key.of(
            "remote_timeout",
            SPAN,
            Queue.DEFAULT.timeout(),
            it -> it.queue().timeout(),
            "How long a whole request may take."),
        Key.section(
            "queue_config",
            QUEUE,
            ExportSettings::queue,
            "What waits for a receiver that is gone."));
  }

  /// The value of a header, which may be a key: never shown.
  private record Masked() implements Kind<String> {
    @Override
    public Optional<String> read(Place at, Remarks remarks) {
      return Scalars.secret(at, remarks);
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
      return Scalars.schema("string", "minLength", 1);
    }

    @Override
    public Object plain(String value) {
      return Secrets.MASK;
    }
  }

  private static Form<Authorization.Basic> basic() {
    Key<Authorization.Basic, String> user =
        Key.required(
            "username", Text.of("a name"), Authorization.Basic::username, "Name, without a colon.");
    Secrets<Authorization.Basic> password =
        Secrets.of("password", it -> Hidden.of(it.password()), "Password.");
    List<Key<Authorization.Basic, ?>> keys = new ArrayList<>(List.of(user));
    keys.addAll(password.keys());
    return Form.of(
            "basic_auth",
            "A name and a password.",
            keys,
            values -> new Authorization.Basic(values.get(user), password.in(values).forExport()))
        .checked(password::required);
  }

  private static Form<Queue> queue() {
    Queue defaults = Queue.DEFAULT;
    Key<Queue, Integer> capacity =
        Key.of(
            "capacity",
            new Numbers.Whole(1, 10_000_000),
            defaults.capacity(),
            Queue::capacity,
            "Samples that wait at most; beyond it the oldest are dropped, and counted.");
    Key<Queue, Integer> perSend =
        Key.of(
            "max_samples_per_send",
            new Numbers.Whole(1, 100_000),
            defaults.maxSamplesPerSend(),
            Queue::maxSamplesPerSend,
            "Samples in one request.");
    Key<Queue, Duration> least =
        Key.of("min_backoff", SPAN, defaults.minBackoff(), Queue::minBackoff, "Before a retry.");
    Key<Queue, Duration> most =
        Key.of(
            "max_backoff",
            SPAN,
            defaults.maxBackoff(),
            Queue::maxBackoff,
            "Before a retry at most; it doubles each time.");
    return Form.of(
        "queue_config",
        "What waits for a receiver that does not answer.",
        List.of(capacity, perSend, least, most),
        values ->
            new Queue(
                values.get(capacity),
                values.get(perSend),
                defaults.timeout(),
                values.get(least),
                values.get(most)));
  }

  private static Key<RemoteWrite, URI> url() {
    return Key.required(
        "url", Texts.URL, RemoteWrite::url, "The receiver: http://prometheus:9090/api/v1/write.");
  }

  private static <S> Key<S, SortedMap<String, String>> labels(
      String name, String pattern, Function<S, Map<String, String>> of, String help) {
    return Key.of(
        name,
        new Mapped<>(Text.of("a value"), "a label's name", pattern),
        new TreeMap<>(),
        it -> new TreeMap<>(of.apply(it)),
        help);
  }

  private static Form<RemoteWrite> remoteWrite() {
    Key<RemoteWrite, URI> url = url();
    Key<RemoteWrite, SortedMap<String, String>> labels =
        labels(
            "external_labels",
            LABEL_NAME,
            RemoteWrite::labels,
            "Added to each series, beside the labels of the host.");
    Common<RemoteWrite> common = common();
    List<Key<RemoteWrite, ?>> keys = new ArrayList<>(List.of(url, labels));
    keys.addAll(common.keys());
    return Form.of(
            "remote_write",
            "A receiver of Prometheus' remote write, such as VictoriaMetrics.",
            keys,
            values ->
                new RemoteWrite(
                    values.get(url),
                    values.get(common.headers()),
                    common.authorization(values),
                    values.get(labels),
                    values.get(common.interval()),
                    common.queue(values)))
        .checked(common::authorizedOnce);
  }

  private static Form<Otlp> otlp() {
    Key<Otlp, URI> endpoint =
        Key.required(
            "endpoint",
            Texts.URL,
            Otlp::endpoint,
            "The collector: http://collector:4318; /v1/metrics is added.");
    Key<Otlp, SortedMap<String, String>> attributes =
        labels(
            "resource_attributes",
            ATTRIBUTE_NAME,
            Otlp::attributes,
            "Of the resource, beside service.name and host.name.");
    Common<Otlp> common = common();
    List<Key<Otlp, ?>> keys = new ArrayList<>(List.of(endpoint, attributes));
    keys.addAll(common.keys());
    return Form.of(
            "otlp",
            "An OpenTelemetry collector, by OTLP over HTTP.",
            keys,
            values ->
                new Otlp(
                    values.get(endpoint),
                    values.get(common.headers()),
                    common.authorization(values),
                    values.get(attributes),
                    values.get(common.interval()),
                    common.queue(values)))
        .checked(common::authorizedOnce);
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `POST /api/v2/alerts`: a list of `postableAlert`, to each Alertmanager of a cluster, as
/// Prometheus does; one that takes it passes it on to the others.
///
/// Alertmanager takes an alert for over when `endsAt` has passed, so that every alert carries one a
/// little ahead and is sent again in time: should Seep end, its alerts end too. An alert is known
/// by its labels: when one of them changed, the alert with the old ones is ended.
///
/// @see <a href=
///   "https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">openapi.yaml</a>
/// @see <a href="https://prometheus.io/docs/alerting/latest/alerts_api/">Alerts API</a>
final class AlertmanagerSender implements Sender {
  private static final Duration HOLDS = Duration.ofMinutes(10);

  /// Those of a message's labels that tell one alert from another; the rest are annotations, which
  /// may change.
  private static final List<String> IDENTITY =
      List.of(
          "alertname", "severity", "host", "incident", "workload", "process", "resource", "class");

  private final ChannelSettings.Alertmanager settings;
  private final Network network;

  AlertmanagerSender(ChannelSettings.Alertmanager settings, Network network) {
    this.settings = settings;
    this.network = network;
  }

  @Override
  public Outcome send(Notice notice, Set<String> done) {
    String body = Json.write(alerts(notice, network.clock().instant()));
    Outcome worst = new Outcome.Accepted("");
    int accepted = 0;
    for (URI url : settings.urls()) {
      String base = url.toString().replaceFirst("/+$", "");
      Post post = Post.json(URI.create(base + "/api/v2/alerts"), body);
      Outcome outcome = network.exchange(post, settings.http());
      if (outcome instanceof Outcome.Accepted) {
        accepted++;
      } else if (!(worst instanceof Outcome.Later)) {
        worst = outcome;
      }
    }
    if (accepted > 0) {
      String detail = accepted + " of " + settings.urls().size() + " took it";
      return new Outcome.Accepted(
          worst.detail().isEmpty() ? detail : detail + "; " + worst.detail());
    }
    return worst;
  }

  static List<Object> alerts(Notice notice, Instant now) {
    List<Object> alerts = new ArrayList<>();
    for (Notice.Item item : notice.items()) {
      Message message = item.message();
      Map<String, String> labels = identity(message.labels());
      Map<String, String> before = identity(item.labelsBefore());
      Instant ends = message.endedAt() == null ? now.plus(HOLDS) : message.endedAt();
      if (!before.isEmpty() && !before.equals(labels)) {
        alerts.add(alert(message, before, now));
      }
      alerts.add(alert(message, labels, ends));
    }
    return alerts;
  }

  private static Map<String, Object> alert(
      Message message, Map<String, String> labels, Instant ends) {
    return Json.object(
        "labels", labels,
        "annotations", annotations(message),
        "startsAt", message.since(),
        "endsAt", ends.isBefore(message.since()) ? message.since() : ends,
        "generatorURL", message.link());
  }

  private static Map<String, String> identity(Map<String, String> labels) {
    Map<String, String> identity = new LinkedHashMap<>();
    for (String name : IDENTITY) {
      String value = labels.getOrDefault(name, "");
      if (!value.isEmpty()) {
        identity.put(name, value);
      }
    }
    if (!identity.isEmpty()) {
      identity.put("instance", labels.getOrDefault("host", ""));
      identity.put("job", "seep");
    }
    return identity;
  }

  private static Map<String, String> annotations(Message message) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", message.subject());
    annotations.put("description", String.join("\n", message.lines()));
    message.fields().forEach(field -> annotations.put(field.key(), field.value()));
    return annotations;
  }
}

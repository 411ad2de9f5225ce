package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import dev.seep.alerting.message.PlainText;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any other receiver: a JSON document with all incidents of a notice (`version` 1), or the user's
/// own template once for each incident. `id` is the same at every try, `dedup_key` for all notices
/// of one incident.
final class WebhookFormat implements HttpSender.Format {
  private final ChannelSettings.Webhook settings;

  WebhookFormat(ChannelSettings.Webhook settings) {
    this.settings = settings;
  }

  @Override
  public List<Post> posts(Notice notice) throws IOException {
    URI url = URI.create(Http.value(settings.url()));
    Map<String, String> key = Map.of("Idempotency-Key", notice.id());
    if (settings.template().isEmpty()) {
      String body = Json.write(document(notice));
      return List.of(new Post(url, settings.method(), ChannelSettings.Webhook.JSON, body, key));
    }
    List<Post> posts = new ArrayList<>();
    for (Notice.Item item : notice.items()) {
      String body =
          Template.fill(settings.template(), settings.contentType(), values(notice, item));
      Map<String, String> one = Map.of("Idempotency-Key", notice.id() + "-" + posts.size());
      posts.add(new Post(url, settings.method(), settings.contentType(), body, one));
    }
    return posts;
  }

  static Map<String, Object> document(Notice notice) {
    List<Object> alerts = new ArrayList<>();
    for (Notice.Item item : notice.items()) {
      Message message = item.message();
      Map<String, String> fields = new LinkedHashMap<>();
      message.fields().forEach(field -> fields.put(field.key(), field.value()));
      alerts.add(
          Json.object(
              "kind", item.kind().slug(),
              "status", item.isResolved() ? "resolved" : "firing",
              "dedup_key", message.incident(),
              "severity", message.severity().slug(),
              "subject", message.subject(),
              "text", PlainText.body(item),
              "fields", fields,
              "labels", message.labels(),
              "starts_at", message.since(),
              "ends_at", message.endedAt(),
              "link", message.link()));
    }
    return Json.object(
        "version",
        1,
        "id",
        notice.id(),
        "receiver",
        notice.receiver(),
        "status",
        notice.isResolved() ? "resolved" : "firing",
        "subject",
        PlainText.subject(notice),
        "alerts",
        alerts);
  }

  private static Map<String, String> values(Notice notice, Notice.Item item) {
    Message message = item.message();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", notice.id());
    values.put("receiver", notice.receiver());
    values.put("kind", item.kind().slug());
    values.put("status", item.isResolved() ? "resolved" : "firing");
    values.put("dedup_key", message.incident());
    values.put("severity", message.severity().slug());
    values.put("subject", PlainText.subject(item));
    values.put("text", PlainText.body(item));
    values.put("why", String.join("\n", message.lines()));
    values.put("link", message.link());
    values.put("starts_at", message.since().toString());
    values.put("ends_at", message.endedAt() == null ? "" : message.endedAt().toString());
    message.labels().forEach((name, value) -> values.put("labels." + name, value));
    message.fields().forEach(field -> values.put("fields." + field.key(), field.value()));
    return values;
  }
}

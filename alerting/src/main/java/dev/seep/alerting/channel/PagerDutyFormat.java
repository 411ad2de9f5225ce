package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.Cut;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events API v2: one event for each incident, `trigger` or `resolve`, the incident's id as
/// `dedup_key` (255 characters at most), `payload` in the Common Event Format, its summary 1,024
/// characters at most. It answers 202.
///
/// @see <a href= "https://developer.pagerduty.com/docs/events-api-v2/trigger-events/">Send an alert
///   event</a>
/// @see <a href="https://support.pagerduty.com/docs/pd-cef">PD-CEF</a>
final class PagerDutyFormat implements HttpSender.Format {
  private final ChannelSettings.PagerDuty settings;

  PagerDutyFormat(ChannelSettings.PagerDuty settings) {
    this.settings = settings;
  }

  @Override
  public List<Post> posts(Notice notice) throws IOException {
    String key = Http.value(settings.routingKey());
    List<Post> posts = new ArrayList<>();
    for (Notice.Item item : notice.items()) {
      posts.add(Post.json(settings.url(), Json.write(event(item, key))));
      if (item.kind() == Kind.TEST) {
        // Nobody should have to close what a test opened.
        Map<String, Object> over = new LinkedHashMap<>(event(item, key));
        over.put("event_action", "resolve");
        posts.add(Post.json(settings.url(), Json.write(over)));
      }
    }
    return posts;
  }

  static Map<String, Object> event(Notice.Item item, String routingKey) {
    Message message = item.message();
    Map<String, Object> event =
        Json.object(
            "routing_key",
            routingKey,
            "event_action",
            item.isResolved() ? "resolve" : "trigger",
            "dedup_key",
            Cut.to("seep-" + message.label("host") + "-" + message.incident(), 255),
            "client",
            "Seep",
            "client_url",
            message.link(),
            "payload",
            payload(message));
    if (!message.link().isEmpty()) {
      event.put("links", List.of(Json.object("href", message.link(), "text", "The finding")));
    }
    return event;
  }

  private static Map<String, Object> payload(Message message) {
    Map<String, String> details = new LinkedHashMap<>();
    message.fields().forEach(field -> details.put(field.name(), field.value()));
    if (!message.lines().isEmpty()) {
      details.put("why", String.join("\n", message.lines()));
    }
    return Json.object(
        "summary", Cut.to(message.subject(), 1_024),
        "source", message.label("host"),
        "severity", message.severity().slug(),
        "timestamp", message.since(),
        "component", message.label("process"),
        "group", message.label("workload"),
        "class", message.label("class"),
        "custom_details", details);
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.Cut;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Notice;
import dev.seep.alerting.message.PlainText;
import dev.seep.evidence.watch.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// ntfy's publishing as JSON: posted to the server's root, the topic within. A message of more than
/// 4,096 bytes would become an attachment. Plain text, so that nothing in it is markup.
///
/// @see <a href="https://docs.ntfy.sh/publish/#publish-as-json">publish as JSON</a>
final class NtfyFormat implements HttpSender.Format {
  private static final int MOST_BYTES = 4_000;
  private static final int MOST_TITLE = 250;
  private static final int URGENT = 5;
  private static final int HIGH = 4;
  private static final int DEFAULT = 3;

  private final ChannelSettings.Ntfy settings;

  NtfyFormat(ChannelSettings.Ntfy settings) {
    this.settings = settings;
  }

  @Override
  public List<Post> posts(Notice notice) throws IOException {
    Map<String, Object> body = body(notice, Http.value(settings.topic()));
    String token = Http.value(settings.token());
    return List.of(
        new Post(
            settings.server(),
            "POST",
            "application/json",
            Json.write(body),
            token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token)));
  }

  Map<String, Object> body(Notice notice, String topic) {
    List<Object> tags = new ArrayList<>();
    tags.add(notice.isResolved() ? "white_check_mark" : tag(notice.severity()));
    tags.addAll(settings.tags());
    return Json.object(
        "topic", topic,
        "title", Cut.to(PlainText.subject(notice), MOST_TITLE),
        "message", Cut.toBytes(PlainText.body(notice), MOST_BYTES),
        "priority", priority(notice),
        "tags", tags,
        "click", notice.items().getFirst().message().link());
  }

  private static String tag(Severity severity) {
    return severity == Severity.CRITICAL ? "rotating_light" : "warning";
  }

  private int priority(Notice notice) {
    if (settings.priority() > 0) {
      return settings.priority();
    }
    if (notice.isResolved()) {
      return DEFAULT;
    }
    return notice.severity() == Severity.CRITICAL ? URGENT : HIGH;
  }
}

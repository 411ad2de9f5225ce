package dev.seep.alerting.channel;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.message.ChatText;
import dev.seep.alerting.message.Colour;
import dev.seep.alerting.message.Cut;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import dev.seep.alerting.message.PlainText;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An incoming webhook of Slack or Mattermost: a text, and for each incident an attachment with
/// coloured edge, which both understand (Mattermost has no Block Kit). Names are not linked and
/// links not unfurled.
///
/// @see <a href=
///   "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/">Slack</a>
/// @see <a href=
///   "https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments/">
///   attachments</a>
/// @see <a href=
///   "https://developers.mattermost.com/integrate/reference/message-attachments/">Mattermost</a>
final class SlackFormat implements HttpSender.Format {
  private static final int LONGEST_VALUE = 600;
  private static final int MOST_ATTACHMENTS = 20;
  private static final int SHORT = 32;

  private final ChannelSettings.Slack settings;

  SlackFormat(ChannelSettings.Slack settings) {
    this.settings = settings;
  }

  @Override
  public List<Post> posts(Notice notice) throws IOException {
    return List.of(Post.json(URI.create(Http.value(settings.url())), Json.write(body(notice))));
  }

  Map<String, Object> body(Notice notice) {
    List<Object> attachments = new ArrayList<>();
    notice.items().stream()
        .limit(MOST_ATTACHMENTS)
        .forEach(item -> attachments.add(attachment(item)));
    return Json.object(
        "channel",
        settings.channel(),
        "username",
        settings.username(),
        "text",
        ChatText.slack(PlainText.subject(notice)),
        "link_names",
        false,
        "unfurl_links",
        false,
        "unfurl_media",
        false,
        "attachments",
        attachments);
  }

  private static Map<String, Object> attachment(Notice.Item item) {
    Message message = item.message();
    List<Object> fields = new ArrayList<>();
    for (Message.Field field : message.fields()) {
      String value = Cut.to(field.value(), LONGEST_VALUE);
      fields.add(
          Json.object(
              "title", field.name(),
              "value", ChatText.slackCode(value),
              "short", value.length() <= SHORT));
    }
    String why = message.lines().stream().map(ChatText::slack).collect(Collectors.joining("\n"));
    return Json.object(
        "fallback", ChatText.slack(PlainText.subject(item)),
        "color", Colour.of(item).hex(),
        "title", ChatText.slack(PlainText.subject(item)),
        "title_link", message.link(),
        "text", why,
        "fields", fields,
        "mrkdwn_in", List.of("text", "fields"),
        "footer", "Seep",
        "ts", message.since().getEpochSecond());
  }
}

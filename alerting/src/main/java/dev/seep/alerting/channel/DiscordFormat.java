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

/// A Discord webhook: `content` of 2,000 characters at most and one embed for each incident, ten at
/// most in a message and 6,000 characters in all of them, so that each incident goes by itself when
/// there are several. `allowed_mentions` calls nobody; `wait=true` has a message that is not kept
/// answered with an error.
///
/// @see <a href="https://discord.com/developers/docs/resources/webhook#execute-webhook">webhook</a>
/// @see <a href=
///   "https://discord.com/developers/docs/resources/message#embed-object-embed-limits">limits</a>
final class DiscordFormat implements HttpSender.Format {
  private static final int MOST_CONTENT = 2_000;
  private static final int MOST_TITLE = 256;
  private static final int MOST_DESCRIPTION = 1_500;
  private static final int MOST_VALUE = 250;
  private static final int SHORT = 32;

  private final ChannelSettings.Discord settings;

  DiscordFormat(ChannelSettings.Discord settings) {
    this.settings = settings;
  }

  @Override
  public List<Post> posts(Notice notice) throws IOException {
    String address = Http.value(settings.url());
    URI url = URI.create(address + (address.contains("?") ? "&" : "?") + "wait=true");
    List<Post> posts = new ArrayList<>();
    for (Notice.Item item : notice.items()) {
      posts.add(Post.json(url, Json.write(body(item))));
    }
    return posts;
  }

  Map<String, Object> body(Notice.Item item) {
    return Json.object(
        "username", settings.username(),
        "content", Cut.to(ChatText.discord(PlainText.subject(item)), MOST_CONTENT),
        "allowed_mentions", Json.object("parse", List.of()),
        "embeds", List.of(embed(item)));
  }

  private static Map<String, Object> embed(Notice.Item item) {
    Message message = item.message();
    List<Object> fields = new ArrayList<>();
    for (Message.Field field : message.fields()) {
      String value = Cut.to(field.value(), MOST_VALUE);
      fields.add(
          Json.object(
              "name", field.name(),
              "value", ChatText.discordCode(value),
              "inline", value.length() <= SHORT));
    }
    String why = message.lines().stream().map(ChatText::discord).collect(Collectors.joining("\n"));
    String title = message.field("what").isEmpty() ? message.subject() : message.field("what");
    return Json.object(
        "title", Cut.to(ChatText.discord(title), MOST_TITLE),
        "url", message.link(),
        "description", Cut.to(why, MOST_DESCRIPTION),
        "color", Colour.of(item).rgb(),
        "timestamp", message.since(),
        "fields", fields);
  }
}

package dev.seep.watch.config;

import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.ChannelSettings.Alertmanager;
import dev.seep.alerting.config.ChannelSettings.Discord;
import dev.seep.alerting.config.ChannelSettings.Ntfy;
import dev.seep.alerting.config.ChannelSettings.PagerDuty;
import dev.seep.alerting.config.ChannelSettings.Slack;
import dev.seep.alerting.config.ChannelSettings.Webhook;
import dev.seep.alerting.config.HttpSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `webhook_configs`, `slack_configs` and the others over HTTP.
final class ChannelForms {
  private ChannelForms() {}

  static final Form<Webhook> WEBHOOK = webhook();
  static final Form<Slack> SLACK = slack();
  static final Form<Discord> DISCORD = discord();
  static final Form<Ntfy> NTFY = ntfy();
  static final Form<PagerDuty> PAGERDUTY = pagerDuty();
  static final Form<Alertmanager> ALERTMANAGER = alertmanager();

  static <C extends ChannelSettings> Key<C, Boolean> sendResolved() {
    return Key.of(
        "send_resolved",
        Numbers.FLAG,
        true,
        ChannelSettings::sendResolved,
        "Tell the end of an incident, too.");
  }

  private static <C> Key<C, HttpSettings> http(Function<C, HttpSettings> of) {
    return Key.section("http_config", HttpForm.FORM, of, "How requests are sent.");
  }

  /// A text that may be left out: then it is empty.
  static <C> Key<C, Optional<String>> perhaps(String name, Function<C, String> of, String help) {
    return Key.optional(
        name, Text.of("text"), it -> Optional.of(of.apply(it)).filter(t -> !t.isEmpty()), help);
  }

  private static <C> List<Key<C, ?>> keys(Secrets<C> secret, List<Key<C, ?>> others) {
    List<Key<C, ?>> keys = new ArrayList<>(secret.keys());
    keys.addAll(others);
    return keys;
  }

  private static Form<Webhook> webhook() {
    Secrets<Webhook> url =
        Secrets.of("url", it -> Hidden.of(it.url()), "Where it is posted to; often a secret.");
    Key<Webhook, String> method =
        Key.of(
            "method",
            OneOf.of(List.of("POST", "PUT"), it -> it),
            "POST",
            Webhook::method,
            "HTTP method.");
    Key<Webhook, Optional<String>> template =
        perhaps(
            "template",
            Webhook::template,
            "Body with {{placeholders}}, sent for each incident; without it, a JSON document.");
    Key<Webhook, String> type =
        Key.of(
            "content_type",
            Text.of("a media type"),
            Webhook.JSON,
            Webhook::contentType,
            "Media type of the body; decides how a placeholder's value is escaped.");
    Key<Webhook, HttpSettings> http = http(Webhook::http);
    Key<Webhook, Boolean> resolved = sendResolved();
    return Form.of(
            "webhook_config",
            "A web address of one's own.",
            keys(url, List.of(method, template, type, http, resolved)),
            values ->
                new Webhook(
                    url.in(values).forAlerting(),
                    values.get(method),
                    values.get(template).orElse(""),
                    values.get(type),
                    values.get(http),
                    values.get(resolved)))
        .checked(url::required)
        .checked(secretAddress(url));
  }

  private static Form<Slack> slack() {
    Secrets<Slack> url =
        Secrets.of("api_url", it -> Hidden.of(it.url()), "Address of the incoming webhook.");
    Key<Slack, Optional<String>> channel =
        perhaps("channel", Slack::channel, "Channel, where the webhook allows to choose.");
    Key<Slack, Optional<String>> username =
        perhaps("username", Slack::username, "Name it is posted under.");
    Key<Slack, HttpSettings> http = http(Slack::http);
    Key<Slack, Boolean> resolved = sendResolved();
    return Form.of(
            "slack_config",
            "Slack or Mattermost.",
            keys(url, List.of(channel, username, http, resolved)),
            values ->
                new Slack(
                    url.in(values).forAlerting(),
                    values.get(channel).orElse(""),
                    values.get(username).orElse(""),
                    values.get(http),
                    values.get(resolved)))
        .checked(url::required)
        .checked(secretAddress(url));
  }

  private static Form<Discord> discord() {
    Secrets<Discord> url =
        Secrets.of("webhook_url", it -> Hidden.of(it.url()), "Address of the channel's webhook.");
    Key<Discord, Optional<String>> username =
        perhaps("username", Discord::username, "Name it is posted under.");
    Key<Discord, HttpSettings> http = http(Discord::http);
    Key<Discord, Boolean> resolved = sendResolved();
    return Form.of(
            "discord_config",
            "Discord.",
            keys(url, List.of(username, http, resolved)),
            values ->
                new Discord(
                    url.in(values).forAlerting(),
                    values.get(username).orElse(""),
                    values.get(http),
                    values.get(resolved)))
        .checked(url::required)
        .checked(secretAddress(url));
  }

  private static Form<Ntfy> ntfy() {
    Secrets<Ntfy> topic =
        Secrets.of("topic", it -> Hidden.of(it.topic()), "Topic; who knows it can read it.");
    Secrets<Ntfy> token =
        Secrets.of("token", it -> Hidden.of(it.token()), "Access token, where there is one.");
    Key<Ntfy, URI> server =
        Key.of("server", Texts.URL, Ntfy.PUBLIC, Ntfy::server, "The ntfy server.");
    Key<Ntfy, Integer> priority =
        Key.of(
            "priority",
            new Numbers.Whole(0, 5),
            0,
            Ntfy::priority,
            "1 to 5; 0 for one by severity.");
    Key<Ntfy, List<String>> tags =
        Key.of(
            "tags",
            Listed.of(Text.of("a tag")),
            List.of(),
            Ntfy::tags,
            "Tags, beside the one by severity.");
    Key<Ntfy, HttpSettings> http = http(Ntfy::http);
    Key<Ntfy, Boolean> resolved = sendResolved();
    List<Key<Ntfy, ?>> keys = keys(topic, List.of(server, priority, tags));
    keys.addAll(keys(token, List.of(http, resolved)));
    return Form.of(
            "ntfy_config",
            "ntfy.",
            keys,
            values ->
                new Ntfy(
                    values.get(server),
                    topic.in(values).forAlerting(),
                    values.get(priority),
                    values.get(tags),
                    token.in(values).forAlerting(),
                    values.get(http),
                    values.get(resolved)))
        .checked(topic::required)
        .checked(token::notTwice);
  }

  private static Form<PagerDuty> pagerDuty() {
    Secrets<PagerDuty> key =
        Secrets.of(
            "routing_key", it -> Hidden.of(it.routingKey()), "Integration key (Events API v2).");
    Key<PagerDuty, URI> url =
        Key.of("url", Texts.URL, PagerDuty.PUBLIC, PagerDuty::url, "The events API.");
    Key<PagerDuty, HttpSettings> http = http(PagerDuty::http);
    Key<PagerDuty, Boolean> resolved = sendResolved();
    return Form.of(
            "pagerduty_config",
            "PagerDuty.",
            keys(key, List.of(url, http, resolved)),
            values ->
                new PagerDuty(
                    values.get(url),
                    key.in(values).forAlerting(),
                    values.get(http),
                    values.get(resolved)))
        .checked(key::required);
  }

  private static Form<Alertmanager> alertmanager() {
    Key<Alertmanager, List<URI>> urls =
        Key.required(
            "urls",
            new Listed<>(Texts.URL, 1),
            Alertmanager::urls,
            "Each Alertmanager of the cluster, without /api/v2/alerts.");
    Key<Alertmanager, HttpSettings> http = http(Alertmanager::http);
    Key<Alertmanager, Boolean> resolved = sendResolved();
    return Form.of(
        "alertmanager_config",
        "Prometheus' Alertmanager, which tells people by its own rules.",
        List.of(urls, http, resolved),
        values -> new Alertmanager(values.get(urls), values.get(http), values.get(resolved)));
  }

  /// An address that is a secret is checked without being quoted.
  private static <C> Form.Check secretAddress(Secrets<C> url) {
    return (values, remarks) ->
        values
            .known(url.inline())
            .flatMap(it -> it)
            .ifPresent(hidden -> {
              if (hidden instanceof Hidden.Inline(String text) && !Texts.isUrl(text)) {
                remarks.problem(
                    values.place(url.inline()),
                    "is no http or https address",
                    "write it as https://host/path");
              }
            });
  }
}

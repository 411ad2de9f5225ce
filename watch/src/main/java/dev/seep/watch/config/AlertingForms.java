package dev.seep.watch.config;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.config.Route;
import dev.seep.alerting.config.TimeInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `alerting`: `route`, `receivers` and `time_intervals`, by Alertmanager's names.
final class AlertingForms {
  static final String RECEIVER = "receiver";
  static final String TIME_INTERVAL = "time interval";

  private static final Duration LONGEST = Duration.ofDays(366);

  private static final Key<Escalation, Duration> AFTER =
      Key.required(
          "after",
          new Numbers.Span(Duration.ofSeconds(1), LONGEST),
          Escalation::after,
          "How long nobody acknowledged it.");

  private static final Key<Escalation, String> TO =
      Key.required(
          "receiver", new Texts.Referring(RECEIVER), Escalation::receiver, "Who is told then.");

  static final Form<Escalation> ESCALATION =
      Form.of(
          "escalation",
          "Who else is told of what nobody acknowledged.",
          List.of(AFTER, TO),
          values -> new Escalation(values.get(AFTER), values.get(TO)));

  private static final Key<Receiver, String> NAME =
      Key.required(
          "name", new Texts.Naming(RECEIVER), Receiver::name, "Name that routes refer to.");

  /// In the order in which somebody is told by them.
  private static final List<Key<Receiver, ? extends List<? extends ChannelSettings>>> CHANNELS =
      List.of(
          channel("email_configs", EmailForm.FORM, ChannelSettings.Email.class),
          channel("webhook_configs", ChannelForms.WEBHOOK, ChannelSettings.Webhook.class),
          channel("slack_configs", ChannelForms.SLACK, ChannelSettings.Slack.class),
          channel("discord_configs", ChannelForms.DISCORD, ChannelSettings.Discord.class),
          channel("ntfy_configs", ChannelForms.NTFY, ChannelSettings.Ntfy.class),
          channel("pagerduty_configs", ChannelForms.PAGERDUTY, ChannelSettings.PagerDuty.class),
          channel(
              "alertmanager_configs",
              ChannelForms.ALERTMANAGER,
              ChannelSettings.Alertmanager.class));

  private static final Form<Receiver> RECEIVERS_ITEM = receiver();

  private static final Key<AlertingConfig, Route> ROUTE =
      Key.of(
          "route",
          RouteForm.FORM,
          Route.nobody(),
          AlertingConfig::route,
          "Who is told of what; without it nobody is, and the log alone has it.");

  private static final Key<AlertingConfig, List<Receiver>> RECEIVERS =
      Key.of(
          "receivers",
          Listed.of(RECEIVERS_ITEM),
          List.of(),
          AlertingConfig::receivers,
          "Who can be told, and how.");

  private static final Key<AlertingConfig, List<Map.Entry<String, List<TimeInterval>>>> INTERVALS =
      Key.of(
          "time_intervals",
          Listed.of(TimeIntervalForm.NAMED),
          List.of(),
          it -> it.timeIntervals().entrySet().stream().toList(),
          "Stretches of time by name, for mute_time_intervals.");

  static final Form<AlertingConfig> FORM =
      Form.of(
              "alerting",
              "Who is told of a leak, and how.",
              List.of(ROUTE, RECEIVERS, INTERVALS),
              AlertingForms::make)
          .checked(AlertingForms::nobodyIsTold);

  private AlertingForms() {}

  private static <C extends ChannelSettings> Key<Receiver, List<C>> channel(
      String name, Form<C> form, Class<C> type) {
    return Key.of(
        name,
        Listed.of(form),
        List.of(),
        it -> it.channels().stream().filter(type::isInstance).map(type::cast).toList(),
        form.help());
  }

  private static Form<Receiver> receiver() {
    List<Key<Receiver, ?>> keys = new ArrayList<>();
    keys.add(NAME);
    keys.addAll(CHANNELS);
    return Form.of(
            "receiver",
            "Somebody who can be told, by all of these channels.",
            keys,
            AlertingForms::receiver)
        .checked(AlertingForms::hasChannels);
  }

  private static Receiver receiver(Values values) {
    List<ChannelSettings> channels = new ArrayList<>();
    CHANNELS.forEach(key -> channels.addAll(values.get(key)));
    return new Receiver(values.get(NAME), channels);
  }

  private static void hasChannels(Values values, Remarks remarks) {
    boolean none =
        CHANNELS.stream().allMatch(key -> values.known(key).filter(List::isEmpty).isPresent());
    if (none) {
      remarks.warning(
          values.place(), "has no channel: nobody hears of it", "add email_configs or another");
    }
  }

  private static AlertingConfig make(Values values) {
    Map<String, List<TimeInterval>> intervals = new LinkedHashMap<>();
    values.get(INTERVALS).forEach(named -> intervals.put(named.getKey(), named.getValue()));
    return new AlertingConfig(values.get(ROUTE), values.get(RECEIVERS), intervals);
  }

  private static void nobodyIsTold(Values values, Remarks remarks) {
    boolean told = values.known(ROUTE).map(Route::receiver).isPresent();
    boolean receivers = values.known(RECEIVERS).filter(list -> !list.isEmpty()).isPresent();
    if (values.known(ROUTE).isPresent() && !told && receivers) {
      remarks.problem(
          values.place(ROUTE),
          "there are receivers, and no route to one",
          "add route: with receiver: the name of who is told by default");
    }
    if (values.known(ROUTE).filter(route -> !route.matchers().isEmpty()).isPresent()) {
      remarks.problem(
          values.place(ROUTE),
          "the root of the routes takes every alert and has no matchers",
          "move them to a route below routes:");
    }
  }
}

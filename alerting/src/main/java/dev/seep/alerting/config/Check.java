package dev.seep.alerting.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a configuration against what can be known of it without sending anything.
final class Check {
  private final AlertingConfig config;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> receivers = new HashSet<>();

  Check(AlertingConfig config) {
    this.config = config;
  }

  List<String> problems() {
    for (Receiver receiver : config.receivers()) {
      if (!receivers.add(receiver.name())) {
        problems.add("receivers: two are named '" + receiver.name() + "': rename one");
      }
      for (int i = 0; i < receiver.channels().size(); i++) {
        ChannelSettings channel = receiver.channels().get(i);
        channel(channel, "receivers." + receiver.name() + "." + channel.kind() + "[" + i + "]");
      }
    }
    if (!config.route().matchers().isEmpty()) {
      problems.add("route: the root takes every alert and has no matchers: move them to a child");
    }
    if (config.route().receiver() == null && !config.receivers().isEmpty()) {
      problems.add("route: receiver is missing: name who is told by default");
    }
    route(config.route(), "route");
    return List.copyOf(problems);
  }

  private void route(Route route, String place) {
    if (route.receiver() != null) {
      named(route.receiver(), place + ".receiver");
    }
    positive(route.groupInterval(), place + ".group_interval");
    positive(route.repeatInterval(), place + ".repeat_interval");
    if (route.groupWait() != null && route.groupWait().isNegative()) {
      problems.add(place + ".group_wait: is negative");
    }
    if (route.muteTimeIntervals() != null) {
      for (String name : route.muteTimeIntervals()) {
        if (!config.timeIntervals().containsKey(name)) {
          problems.add(place + ".mute_time_intervals: no time interval is named '" + name + "'");
        }
      }
    }
    if (route.escalate() != null) {
      for (Escalation escalation : route.escalate()) {
        named(escalation.receiver(), place + ".escalate.receiver");
        positive(escalation.after(), place + ".escalate.after");
      }
    }
    for (int i = 0; i < route.routes().size(); i++) {
      route(route.routes().get(i), place + ".routes[" + i + "]");
    }
  }

  private void named(String receiver, String place) {
    if (!receivers.contains(receiver)) {
      problems.add(place + ": no receiver is named '" + receiver + "'");
    }
  }

  private void positive(@Nullable Duration duration, String place) {
    if (duration != null && !duration.isPositive()) {
      problems.add(place + ": must be longer than 0");
    }
  }

  private void channel(ChannelSettings channel, String place) {
    switch (channel) {
      case ChannelSettings.Alertmanager am -> {
        if (am.urls().isEmpty()) {
          problems.add(place + ".urls: is empty");
        }
        am.urls().forEach(url -> address(url, place + ".urls"));
      }
      case ChannelSettings.Email email -> email(email, place);
      case ChannelSettings.Webhook webhook -> {
        present(webhook.url(), place + ".url");
        if (!Set.of("POST", "PUT").contains(webhook.method())) {
          problems.add(place + ".method: '" + webhook.method() + "' is neither POST nor PUT");
        }
      }
      case ChannelSettings.Slack slack -> present(slack.url(), place + ".url");
      case ChannelSettings.Discord discord -> present(discord.url(), place + ".url");
      case ChannelSettings.Ntfy ntfy -> {
        address(ntfy.server(), place + ".server");
        present(ntfy.topic(), place + ".topic");
        if (ntfy.priority() < 0 || ntfy.priority() > 5) {
          problems.add(place + ".priority: is 1 to 5, or 0 for one by severity");
        }
      }
      case ChannelSettings.PagerDuty pager -> {
        address(pager.url(), place + ".url");
        present(pager.routingKey(), place + ".routing_key");
      }
    }
  }

  private void email(ChannelSettings.Email email, String place) {
    if (email.smarthost().isEmpty()) {
      problems.add(place + ".smarthost: is missing");
    }
    if (email.port() < 1 || email.port() > 65_535) {
      problems.add(place + ".smarthost: port " + email.port() + " is not from 1 to 65535");
    }
    if (email.to().isEmpty()) {
      problems.add(place + ".to: is empty");
    }
    List<String> addresses = new ArrayList<>(email.to());
    addresses.add(email.from());
    for (String address : addresses) {
      if (address.indexOf('@') < 1 || address.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
        problems.add(place + ": '" + address.strip() + "' is no mail address");
      }
    }
    if (!email.authUser().isEmpty() && email.authPassword().isNone()) {
      problems.add(place + ".auth_password: is missing beside auth_username");
    }
  }

  private void present(Secret secret, String place) {
    if (secret.isNone()) {
      problems.add(place + ": is missing");
    }
  }

  private void address(URI url, String place) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      problems.add(place + ": '" + url + "' is no http or https address");
    }
  }
}

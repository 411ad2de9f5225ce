package dev.seep.alerting;

import static dev.seep.alerting.Eventually.eventually;

import dev.seep.alerting.channel.Pace;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Matcher;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.config.Route;
import dev.seep.alerting.config.Secret;
import dev.seep.alerting.config.TimeInterval;
import dev.seep.alerting.message.Json;
import dev.seep.evidence.watch.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Alerting with a webhook of its own for each receiver, a clock that stands still, and a journal
/// in memory.
final class Stage implements AutoCloseable {
  static final Duration WAIT = Duration.ofSeconds(30);
  static final Duration INTERVAL = Duration.ofMinutes(5);
  static final Duration REPEAT = Duration.ofHours(4);
  static final Pace QUICK = new Pace(Duration.ofMillis(20), Duration.ofMillis(200), 256);

  final TestClock clock = new TestClock();
  final MemoryJournal journal = new MemoryJournal();
  final Hook team = new Hook();
  final Hook boss = new Hook();
  Alerting alerting;

  Stage() {
    this(config("team", List.of(), null));
  }

  Stage(Route route) {
    this(route, Map.of());
  }

  Stage(Route route, Map<String, List<TimeInterval>> intervals) {
    this(new Plan(route, intervals));
  }

  private Stage(Plan plan) {
    alerting = start(plan);
  }

  private record Plan(Route route, Map<String, List<TimeInterval>> intervals) {}

  private static Plan config(
      String receiver, List<Escalation> escalate, @Nullable List<String> mutes) {
    return new Plan(route(receiver, escalate, mutes), Map.of());
  }

  static Route route(String receiver, List<Escalation> escalate, @Nullable List<String> mutes) {
    return new Route(
        receiver,
        List.of("workload"),
        WAIT,
        INTERVAL,
        REPEAT,
        List.of(),
        false,
        List.of(),
        mutes,
        escalate);
  }

  static Route routes(String receiver, Route... children) {
    Route root = route(receiver, List.of(), null);
    return new Route(
        receiver,
        root.groupBy(),
        root.groupWait(),
        root.groupInterval(),
        root.repeatInterval(),
        List.of(),
        false,
        List.of(children),
        null,
        null);
  }

  static Route child(String receiver, String matcher, boolean continues) {
    return new Route(
        receiver,
        null,
        null,
        null,
        null,
        List.of(Matcher.parse(matcher)),
        continues,
        List.of(),
        null,
        null);
  }

  AlertingConfig settings(Route route, Map<String, List<TimeInterval>> intervals) {
    return new AlertingConfig(
        route,
        List.of(
            new Receiver("team", List.of(webhook(team.url()))),
            new Receiver("boss", List.of(webhook(boss.url())))),
        intervals);
  }

  static ChannelSettings webhook(String url) {
    return new ChannelSettings.Webhook(
        Secret.of(url), "POST", "", ChannelSettings.Webhook.JSON, HttpSettings.DEFAULT, true);
  }

  private Alerting start(Plan plan) {
    return start(settings(plan.route, plan.intervals));
  }

  Alerting start(AlertingConfig config) {
    return new Alerting(
        config, journal, clock, "web1", "https://seep.example", Duration.ofSeconds(5), QUICK);
  }

  void tell(Incident... incidents) throws InterruptedException {
    for (Incident each : incidents) {
      alerting.incident(each);
    }
    alerting.settle();
  }

  /// Moves the clock and ticks, until nothing waits for a channel.
  void after(Duration time) throws InterruptedException {
    clock.forward(time);
    alerting.tick(clock.instant());
    alerting.settle();
    eventually("all queues are empty", () -> alerting.health().queued() == 0);
    alerting.settle();
  }

  /// `kind incident` of each alert that a hook was told of, in order.
  static List<String> told(Hook hook) {
    List<String> told = new ArrayList<>();
    for (Hook.Request request : hook.requests()) {
      for (Map<String, Object> alert : Json.objects(request.json(), "alerts")) {
        told.add(Json.text(alert, "kind") + " " + Json.text(alert, "dedup_key"));
      }
    }
    return told;
  }

  @Override
  public void close() {
    alerting.close();
    team.close();
    boss.close();
  }
}

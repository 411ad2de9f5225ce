package dev.seep.watch.config;

import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.config.Matcher;
import dev.seep.alerting.config.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `route`, which holds routes.
final class RouteForm {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Kind<Duration> SPAN = new Numbers.Span(SHORTEST, LONGEST);

  private static final Key<Route, Optional<String>> RECEIVER =
      Key.optional(
          "receiver",
          new Texts.Referring(AlertingForms.RECEIVER),
          it -> Optional.ofNullable(it.receiver()),
          "Who is told; without it whoever the route above tells.");

  private static final Key<Route, Optional<List<String>>> GROUP_BY =
      Key.optional(
          "group_by",
          new Listed<>(Text.of("a label's name"), 1),
          it -> Optional.ofNullable(it.groupBy()),
          "Labels whose alerts share one message, '...' for each by itself; "
              + orElse(String.join(", ", Route.DEFAULT_GROUP_BY)));

  private static final Key<Route, Optional<Duration>> GROUP_WAIT =
      Key.optional(
          "group_wait",
          new Numbers.Span(Duration.ZERO, LONGEST),
          it -> Optional.ofNullable(it.groupWait()),
          "How long the first alert of a group waits for others; "
              + orElse(Units.text(Route.DEFAULT_GROUP_WAIT)));

  private static final Key<Route, Optional<Duration>> GROUP_INTERVAL =
      Key.optional(
          "group_interval",
          SPAN,
          it -> Optional.ofNullable(it.groupInterval()),
          "How long until the group's next message; "
              + orElse(Units.text(Route.DEFAULT_GROUP_INTERVAL)));

  private static final Key<Route, Optional<Duration>> REPEAT_INTERVAL =
      Key.optional(
          "repeat_interval",
          SPAN,
          it -> Optional.ofNullable(it.repeatInterval()),
          "How long until a reminder of what nobody acknowledged; "
              + orElse(Units.text(Route.DEFAULT_REPEAT_INTERVAL)));

  private static final Key<Route, List<Matcher>> MATCHERS =
      Key.of(
          "matchers",
          Listed.of(Texts.MATCHER),
          List.of(),
          Route::matchers,
          "What all must hold for an alert to go this way: severity=\"critical\", class=~\"a|b\".");

  private static final Key<Route, Boolean> CONTINUE =
      Key.of(
          "continue",
          Numbers.FLAG,
          false,
          Route::continues,
          "Ask the routes behind this one, too.");

  private static final Key<Route, List<Route>> ROUTES =
      Key.of(
          "routes",
          Listed.of(new Later<>(RouteForm::form)),
          List.of(),
          Route::routes,
          "Routes below this one; the first that takes an alert has it.");

  private static final Key<Route, Optional<List<String>>> MUTED =
      Key.optional(
          "mute_time_intervals",
          Listed.of(new Texts.Referring(AlertingForms.TIME_INTERVAL)),
          it -> Optional.ofNullable(it.muteTimeIntervals()),
          "Names of time intervals in which nothing is sent: maintenance windows.");

  private static final Key<Route, Optional<List<Escalation>>> ESCALATE =
      Key.optional(
          "escalate",
          Listed.of(AlertingForms.ESCALATION),
          it -> Optional.ofNullable(it.escalate()),
          "Who else is told of what nobody acknowledged.");

  static final Form<Route> FORM =
      Form.of(
          "route",
          "Who is told of what. What a route leaves out it takes from the one above.",
          List.of(
              RECEIVER,
              MATCHERS,
              CONTINUE,
              GROUP_BY,
              GROUP_WAIT,
              GROUP_INTERVAL,
              REPEAT_INTERVAL,
              MUTED,
              ESCALATE,
              ROUTES),
          RouteForm::make);

  private RouteForm() {}

  private static Kind<Route> form() {
    return FORM;
  }

  private static String orElse(String value) {
    return "without it that of the route above, at the top " + value + ".";
  }

  private static Route make(Values values) {
    return new Route(
        values.get(RECEIVER).orElse(null),
        values.get(GROUP_BY).orElse(null),
        values.get(GROUP_WAIT).orElse(null),
        values.get(GROUP_INTERVAL).orElse(null),
        values.get(REPEAT_INTERVAL).orElse(null),
        values.get(MATCHERS),
        values.get(CONTINUE),
        values.get(ROUTES),
        values.get(MUTED).orElse(null),
        values.get(ESCALATE).orElse(null));
  }
}

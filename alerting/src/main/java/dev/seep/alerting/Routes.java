package dev.seep.alerting;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.Route;
import dev.seep.alerting.config.TimeInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The routing tree at work.
final class Routes {
  private final AlertingConfig config;

  Routes(AlertingConfig config) {
    this.config = config;
  }

  /// Whom these labels reach, each receiver once.
  List<Destination> match(Map<String, String> labels) {
    List<Destination> found = new ArrayList<>();
    descend(config.route(), root(), labels, found);
    return found;
  }

  /// The waits for a receiver that was told before: those of its way in the tree, else the root's.
  Destination of(String receiver, Map<String, String> labels) {
    for (Destination each : match(labels)) {
      if (each.receiver().equals(receiver)) {
        return each;
      }
    }
    return root().forReceiver(receiver);
  }

  /// The name of the interval in which nothing is sent now.
  Optional<String> muted(Destination destination, Instant now) {
    for (String name : destination.mutes()) {
      List<TimeInterval> intervals = config.timeIntervals().getOrDefault(name, List.of());
      if (intervals.stream().anyMatch(interval -> interval.holds(now))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private Destination root() {
    Destination defaults =
        new Destination(
            "",
            Route.DEFAULT_GROUP_BY,
            Route.DEFAULT_GROUP_WAIT,
            Route.DEFAULT_GROUP_INTERVAL,
            Route.DEFAULT_REPEAT_INTERVAL,
            List.of(),
            List.of());
    return inherit(config.route(), defaults);
  }

  private static void descend(
      Route route, Destination here, Map<String, String> labels, List<Destination> found) {
    boolean taken = false;
    for (Route child : route.routes()) {
      if (child.matchers().stream().allMatch(matcher -> matcher.matches(labels))) {
        descend(child, inherit(child, here), labels, found);
        taken = true;
        if (!child.continues()) {
          return;
        }
      }
    }
    if (!taken && found.stream().noneMatch(d -> d.receiver().equals(here.receiver()))) {
      found.add(here);
    }
  }

  private static Destination inherit(Route route, Destination parent) {
    return new Destination(
        or(route.receiver(), parent.receiver()),
        or(route.groupBy(), parent.groupBy()),
        or(route.groupWait(), parent.groupWait()),
        or(route.groupInterval(), parent.groupInterval()),
        or(route.repeatInterval(), parent.repeatInterval()),
        or(route.muteTimeIntervals(), parent.mutes()),
        or(route.escalate(), parent.escalations()));
  }

  private static <T> T or(@Nullable T own, T inherited) {
    return own == null ? inherited : own;
  }
}

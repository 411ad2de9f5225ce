package dev.seep.alerting.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the routing tree, as Alertmanager has it: an alert goes down to the first child whose
/// matchers all hold (and to the next ones too where `continues`), and the last node reached tells
/// its receiver. What a child leaves null it takes from its parent.
///
/// @param receiver name of a receiver; null in the root for "log only"
/// @param groupBy labels whose alerts share one message; `...` for each alert by itself
/// @param groupWait how long the first alert of a group waits for others
/// @param groupInterval how long until the group's next message
/// @param repeatInterval how long until a reminder of what is open and not acknowledged
/// @param matchers all must hold; the root has none
/// @param continues whether siblings behind this one are asked too (`continue`)
/// @param muteTimeIntervals names of time intervals in which nothing is sent
/// @param escalate by growing delay
/// @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#route">Alertmanager</a>
public record Route(
    @Nullable String receiver,
    @Nullable List<String> groupBy,
    @Nullable Duration groupWait,
    @Nullable Duration groupInterval,
    @Nullable Duration repeatInterval,
    List<Matcher> matchers,
    boolean continues,
    List<Route> routes,
    @Nullable List<String> muteTimeIntervals,
    @Nullable List<Escalation> escalate) {
  public static final String EACH_BY_ITSELF = "...";
  public static final List<String> DEFAULT_GROUP_BY = List.of("workload");
  public static final Duration DEFAULT_GROUP_WAIT = Duration.ofSeconds(30);
  public static final Duration DEFAULT_GROUP_INTERVAL = Duration.ofMinutes(5);
  public static final Duration DEFAULT_REPEAT_INTERVAL = Duration.ofHours(4);

  public Route {
    groupBy = groupBy == null ? null : List.copyOf(groupBy);
    matchers = List.copyOf(matchers);
    routes = List.copyOf(routes);
    muteTimeIntervals = muteTimeIntervals == null ? null : List.copyOf(muteTimeIntervals);
    escalate = escalate == null ? null : List.copyOf(escalate);
  }

  /// A root that sends everything to one receiver, with Alertmanager's waits.
  public static Route to(String receiver) {
    return new Route(receiver, null, null, null, null, List.of(), false, List.of(), null, null);
  }

  /// A root that tells nobody.
  public static Route nobody() {
    return new Route(null, null, null, null, null, List.of(), false, List.of(), null, null);
  }
}

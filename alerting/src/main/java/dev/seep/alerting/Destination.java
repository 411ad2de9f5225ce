package dev.seep.alerting;

import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.config.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The end of a way down the routing tree: whom to tell and with which waits.
///
/// @param receiver empty for the alert log alone
record Destination(
    String receiver,
    List<String> groupBy,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> mutes,
    List<Escalation> escalations) {

  /// The same waits for somebody else.
  Destination forReceiver(String other) {
    return new Destination(
        other, groupBy, groupWait, groupInterval, repeatInterval, mutes, List.of());
  }

  /// Alerts with the same key share a message.
  String groupKey(String incident, Map<String, String> labels) {
    if (groupBy.contains(Route.EACH_BY_ITSELF)) {
      return receiver + "\n" + incident;
    }
    return receiver
        + "\n"
        + groupBy.stream()
            .map(name -> name + "=" + labels.getOrDefault(name, ""))
            .collect(Collectors.joining("\n"));
  }
}

package dev.seep.alerting.channel;

import dev.seep.alerting.Incidents;
import dev.seep.alerting.message.Composer;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import dev.seep.evidence.watch.Incident;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/// Notices as the desk makes them.
public final class Notices {
  private Notices() {}

  public static Notice firing(Incident... incidents) {
    return of(Kind.FIRING, Map.of(), incidents);
  }

  public static Notice of(Kind kind, Map<String, String> before, Incident... incidents) {
    Composer composer = new Composer("web1", "https://seep.example/");
    return new Notice(
        UUID.randomUUID().toString(),
        "team",
        Incidents.BEGAN,
        Arrays.stream(incidents)
            .map(each -> new Notice.Item(kind, composer.compose(each), before))
            .toList());
  }

  static Message message(Incident incident) {
    return new Composer("web1", "https://seep.example").compose(incident);
  }
}

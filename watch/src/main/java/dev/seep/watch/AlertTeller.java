package dev.seep.watch;

import dev.seep.alerting.AlertJournal;
import dev.seep.alerting.Alerting;
import dev.seep.alerting.Health;
import dev.seep.alerting.channel.Courier;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.Silence;
import dev.seep.export.Names;
import dev.seep.store.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Tells people through the configured channels, and keeps what is to be told in the history's
/// documents.
final class AlertTeller implements Teller {
  private static final int MOST_ENTRIES = 10_000;

  private final Alerting alerting;

  AlertTeller(
      AlertingConfig config,
      Documents documents,
      InstantSource clock,
      String hostName,
      String baseUrl) {
    alerting = new Alerting(config, journal(documents), clock, hostName, baseUrl);
  }

  private static AlertJournal journal(Documents documents) {
    return new AlertJournal() {
      @Override
      public void put(String kind, String id, String text) {
        documents.put("alerting-" + kind, id, text);
      }

      @Override
      public void delete(String kind, String id) {
        documents.delete("alerting-" + kind, id);
      }

      @Override
      public List<Entry> all(String kind) {
        return documents.newest("alerting-" + kind, MOST_ENTRIES).stream()
            .map(one -> new Entry(one.id(), one.text()))
            .toList();
      }
    };
  }

  void reconfigure(AlertingConfig config) {
    alerting.reconfigure(config);
  }

  @Override
  public void incident(Incident incident) {
    alerting.incident(incident);
  }

  @Override
  public void tick(Instant now) {
    alerting.tick(now);
  }

  @Override
  public Reading<String> acknowledge(String incidentId, String by) {
    return alerting.acknowledge(incidentId, by);
  }

  @Override
  public List<Silence> silences() {
    return alerting.silences();
  }

  @Override
  public Reading<String> silence(Silence wanted) {
    return alerting.silence(wanted);
  }

  @Override
  public Reading<String> endSilence(String id) {
    return alerting.endSilence(id);
  }

  @Override
  public List<AlertEntry> log(int most) {
    return alerting.log(most);
  }

  @Override
  public List<Metric> metrics() {
    Health health = alerting.health();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(Names.ALERTS_QUEUED.metric(health.queued()));
    for (Courier.Stats channel : health.channels()) {
      metrics.add(Names.ALERTS_SENT_TOTAL.metric((double) channel.sent(), channel.channel()));
      metrics.add(Names.ALERTS_FAILED_TOTAL.metric((double) channel.failed(), channel.channel()));
    }
    return metrics;
  }

  @Override
  public List<String> troubles() {
    Health health = alerting.health();
    return health.journalError().isEmpty()
        ? List.of()
        : List.of("alerts are kept in memory alone: " + health.journalError());
  }

  @Override
  public void close() {
    alerting.close();
  }
}

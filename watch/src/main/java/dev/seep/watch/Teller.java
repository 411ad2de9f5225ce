package dev.seep.watch;

import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.Silence;
import java.time.Instant;
import java.util.List;

/// Whoever tells people of incidents. Everything returns at once; for several threads.
interface Teller extends AutoCloseable {

  /// An incident was opened, has changed, or is over.
  void incident(Incident incident);

  void tick(Instant now);

  Reading<String> acknowledge(String incidentId, String by);

  List<Silence> silences();

  Reading<String> silence(Silence wanted);

  Reading<String> endSilence(String id);

  List<AlertEntry> log(int most);

  List<Metric> metrics();

  /// What hinders the telling, in plain words; empty when nothing does.
  List<String> troubles();

  @Override
  void close();
}

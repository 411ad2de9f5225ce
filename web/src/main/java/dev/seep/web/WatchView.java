package dev.seep.web;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Metric;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Silence;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.store.HistoryReader;
import java.util.List;
import java.util.Optional;

/// What the page and the API show: the watch as they see it. Every method is quick unless it says
/// otherwise, and for several threads.
public interface WatchView {

  HostReport host();

  /// As of the last tick, in no order.
  List<WatchedProcess> processes();

  Optional<WatchedProcess> process(int pid);

  /// What a process holds now: read for this call, which takes as long as the process is large.
  Reading<Inventory> inventory(int pid);

  /// Every limit that can stop a process: read for this call.
  Reading<LimitReport> limits(int pid);

  HistoryReader history();

  /// Open ones and those of the last weeks, newest first.
  List<Incident> incidents();

  Optional<Incident> incident(String id);

  /// The JSON report (the contract's `hunt` shape) of the last closer look at an incident.
  Optional<String> evidence(String incidentId);

  /// Begins a closer look at a process (a minute).
  ///
  /// @return the hunt's id; unseen with the reason when it cannot be begun now
  Reading<String> hunt(int pid);

  /// A closer look and what has come of it.
  Optional<HuntState> hunt(String id);

  /// @param incident id of the incident that it belongs to, empty for none
  /// @param report the JSON of the contract's `hunt` shape, empty while it runs
  /// @param failure why it could not be done, empty for none
  record HuntState(
      String id,
      int pid,
      double atSeconds,
      double lengthSeconds,
      boolean over,
      String verdict,
      String incident,
      String report,
      String failure) {}

  /// The alert log, newest first.
  List<AlertEntry> alerts(int most);

  /// @return unseen with the reason when there is no such alert to acknowledge
  Reading<String> acknowledge(String incidentId, String by);

  List<Silence> silences();

  /// @return its id; unseen with what is wrong
  Reading<String> silence(Silence wanted);

  Reading<String> endSilence(String id);

  SelfReport self();

  /// All figures for other monitors.
  List<Metric> metrics();

  /// Reads the configuration again.
  ///
  /// @return what changed; unseen with what is wrong, and then the old one stays
  Reading<String> reload();

  /// Empty when the watch works; else why it does not (`/-/ready`).
  Optional<String> notReady();

  /// Calls back at the end of every tick and at every change of an incident or a hunt, on the
  /// watch's own thread: be quick.
  ///
  /// @return ends it
  AutoCloseable listen(Runnable changed);
}

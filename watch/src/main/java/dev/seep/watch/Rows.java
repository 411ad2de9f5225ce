package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Source;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what a tick left in the engine into what others read.
final class Rows {
  private static final int RECENT = 60;

  private List<WatchedProcess> processes = List.of();
  private List<Blind> blind = List.of();
  private Instant at = Instant.EPOCH;
  private int unreadable;
  private long shortLived;
  private long machineOpen = -1;
  private long machineLimit = -1;

  void take(
      Census census,
      Roll.Call call,
      Map<Lineage, Follower> followers,
      Incidents incidents,
      long endedYoung,
      Moment now) {
    Map<Lineage, Open> gravest = gravest(incidents);
    List<WatchedProcess> rows = new ArrayList<>(call.present().size() + call.young().size());
    int unread = 0;
    for (Roll.Present present : call.present()) {
      Follower follower = followers.get(present.lineage());
      if (follower != null) {
        rows.add(row(follower, gravest.get(present.lineage())));
        unread += follower.row().open() < 0 ? 1 : 0;
      }
    }
    for (ProcessRow young : call.young()) {
      rows.add(row(young));
      unread += young.open() < 0 ? 1 : 0;
    }
    processes = List.copyOf(rows);
    unreadable = unread;
    shortLived = endedYoung;
    machineOpen = census.machineOpen();
    machineLimit = census.machineLimit();
    blind = census.blind();
    at = now.wall();
  }

  private static Map<Lineage, Open> gravest(Incidents incidents) {
    Map<Lineage, Open> gravest = new HashMap<>();
    for (Open one : incidents.open()) {
      gravest.merge(
          one.lineage(),
          one,
          (a, b) -> a.incident.standing().compareTo(b.incident.standing()) >= 0 ? a : b);
    }
    return gravest;
  }

  private static WatchedProcess row(Follower follower, @Nullable Open open) {
    ProcessRow row = follower.row();
    return new WatchedProcess(
        follower.lineage,
        row.process(),
        row.user(),
        row.open(),
        row.limits(),
        row.residentBytes(),
        follower.toldClasses(),
        follower.counts().perMinute(),
        standing(follower, open),
        open == null ? Forecast.NEVER : open.incident.forecast(),
        follower.counts().last(RECENT),
        open == null ? "" : open.incident.id(),
        row.blind());
  }

  /// After a restart an incident waits whether it comes back: until then the process grows at most.
  private static Standing standing(Follower follower, @Nullable Open open) {
    if (open != null && (Double.isNaN(open.restartedAt) || Double.isNaN(open.quietSince))) {
      return open.incident.standing();
    }
    if (follower.isGrowing()) {
      return Standing.GROWING;
    }
    return follower.row().open() < 0 ? Standing.UNSEEN : Standing.HEALTHY;
  }

  private static WatchedProcess row(ProcessRow young) {
    return new WatchedProcess(
        null,
        young.process(),
        young.user(),
        young.open(),
        young.limits(),
        young.residentBytes(),
        Map.of(),
        Double.NaN,
        young.open() < 0 ? Standing.UNSEEN : Standing.HEALTHY,
        Forecast.NEVER,
        young.open() < 0 ? List.of() : List.of(young.open()),
        "",
        young.blind());
  }

  List<Blind> blind() {
    return blind;
  }

  Snapshot snapshot(SelfReport self, String hostName, String kernel, Incidents incidents) {
    List<Incident> open = new ArrayList<>();
    for (Open one : incidents.open()) {
      open.add(one.incident);
    }
    return new Snapshot(
        new HostReport(
            hostName,
            kernel,
            at,
            Source.PROCFS,
            processes.size(),
            unreadable,
            shortLived,
            machineOpen,
            machineLimit),
        processes,
        open,
        self);
  }
}

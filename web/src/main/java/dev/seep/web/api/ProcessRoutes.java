package dev.seep.web.api;

import dev.seep.contract.InventoryJson;
import dev.seep.contract.Json;
import dev.seep.contract.ReportJson;
import dev.seep.contract.Timestamps;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import dev.seep.web.json.HostJson;
import dev.seep.web.json.SelfJson;
import dev.seep.web.json.WatchedProcessJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The host, its processes, and what one of them holds now.
final class ProcessRoutes {
  private static final int MOST_ROWS = 100_000;

  private final WatchView view;
  private final Heavy heavy;

  ProcessRoutes(WatchView view, Heavy heavy) {
    this.view = view;
    this.heavy = heavy;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/host", (_, _) -> Answer.json(json -> HostJson.write(json, view.host()))),
        Route.get("/api/v1/self", (_, _) -> Answer.json(json -> SelfJson.write(json, view.self()))),
        Route.get("/api/v1/processes", (request, _) -> processes(request)),
        Route.get("/api/v1/processes/{pid}", this::process));
  }

  private Answer processes(Request request) {
    String sort = request.query().text("sort", "standing");
    String filter = request.query().text("filter", "");
    int limit = request.query().number("limit", MOST_ROWS, 1, MOST_ROWS);
    List<WatchedProcess> all = view.processes();
    List<WatchedProcess> rows = new ArrayList<>(RowOrder.matching(all, filter));
    rows.sort(RowOrder.by(sort));
    return Answer.json(json -> {
      json.text("takenAt", Timestamps.rfc3339(view.host().at()))
          .number("total", all.size())
          .number("matched", rows.size())
          .beginList("processes");
      for (WatchedProcess row : rows.subList(0, Math.min(limit, rows.size()))) {
        WatchedProcessJson.write(json.begin(), row);
        json.end();
      }
      json.endList();
    });
  }

  private Answer process(Request request, Map<String, String> parts) {
    int pid = pid(parts.getOrDefault("pid", ""));
    boolean all = request.query().flag("all");
    WatchedProcess row =
        view.process(pid)
            .orElseThrow(() ->
                Refusal.notFound(
                    "process " + pid,
                    "it is not watched, or it has ended",
                    "see /api/v1/processes"));
    return heavy.run(() -> process(row, all));
  }

  private Answer process(WatchedProcess row, boolean all) {
    int pid = row.process().pid();
    Reading<Inventory> inventory = view.inventory(pid);
    Reading<LimitReport> limits = view.limits(pid);
    // With every descriptor it can be many megabytes, which are sent while they are made.
    return all
        ? Answer.streamed(
            Answer.JSON,
            to -> {
              try (Json json = new Json(to)) {
                write(json, row, inventory, limits, true);
              }
            })
        : Answer.json(json -> write(json, row, inventory, limits, false));
  }

  private static void write(
      Json json,
      WatchedProcess row,
      Reading<Inventory> inventory,
      Reading<LimitReport> limits,
      boolean items) {
    List<Blind> unseen = new ArrayList<>();
    WatchedProcessJson.write(json.begin("row"), row);
    json.end();
    switch (inventory) {
      case Reading.Seen<Inventory>(Inventory seen) -> {
        InventoryJson.write(json.begin("inventory"), seen, Summary.of(seen), items);
        json.end();
      }
      case Reading.Unseen<Inventory>(Blind blind) -> unseen.add(blind);
    }
    switch (limits) {
      case Reading.Seen<LimitReport>(LimitReport seen) -> {
        ReportJson.limits(json.begin("limits"), seen);
        json.end();
      }
      case Reading.Unseen<LimitReport>(Blind blind) -> unseen.add(blind);
    }
    json.blind(unseen);
  }

  static int pid(String text) {
    try {
      int pid = Integer.parseInt(text);
      if (pid > 0) {
        return pid;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw Refusal.parameter("pid", "is no process id", "a whole number above 0");
  }
}

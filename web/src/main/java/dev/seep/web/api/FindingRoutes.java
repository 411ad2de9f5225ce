package dev.seep.web.api;

import dev.seep.evidence.watch.Incident;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.JsonInput;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import dev.seep.web.json.Embedded;
import dev.seep.web.json.HuntStateJson;
import dev.seep.web.json.IncidentJson;
import java.util.List;
import java.util.Map;

/// What was found, and closer looks.
final class FindingRoutes {
  private final WatchView view;

  FindingRoutes(WatchView view) {
    this.view = view;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/findings", (request, _) -> findings(request)),
        Route.get("/api/v1/findings/{id}", (_, parts) -> finding(id(parts))),
        Route.post("/api/v1/hunts", (request, _) -> hunt(request)),
        Route.get("/api/v1/hunts/{id}", (_, parts) -> huntState(id(parts))));
  }

  static String id(Map<String, String> parts) {
    return parts.getOrDefault("id", "");
  }

  private Answer findings(Request request) {
    boolean openOnly = request.query().flag("open");
    return Answer.json(json -> {
      json.beginList("findings");
      for (Incident incident : view.incidents()) {
        if (!openOnly || incident.isOpen()) {
          IncidentJson.write(json.begin(), incident);
          json.end();
        }
      }
      json.endList();
    });
  }

  private Answer finding(String id) {
    Incident incident =
        view.incident(id)
            .orElseThrow(() ->
                Refusal.notFound(
                    "finding " + id, "there is none by this id", "see /api/v1/findings"));
    String report = view.evidence(id).orElse("");
    return Answer.of(
        200,
        Answer.JSON,
        Embedded.write(json -> IncidentJson.write(json, incident), "report", report));
  }

  private Answer hunt(Request request) {
    int pid = JsonInput.number(JsonInput.object(request.body()), "pid", 1, Integer.MAX_VALUE);
    if (view.process(pid).isEmpty()) {
      throw Refusal.notFound(
          "process " + pid, "it is not watched, or it has ended", "see /api/v1/processes");
    }
    String id = Outcome.value(view.hunt(pid), 409);
    return Answer.json(202, json -> json.text("id", id).number("pid", pid))
        .with("Location", "/api/v1/hunts/" + Outcome.encoded(id));
  }

  private Answer huntState(String id) {
    WatchView.HuntState hunt =
        view.hunt(id)
            .orElseThrow(() ->
                Refusal.notFound("hunt " + id, "there is none by this id", "POST /api/v1/hunts"));
    return Answer.of(
        200,
        Answer.JSON,
        Embedded.write(json -> HuntStateJson.write(json, hunt), "report", hunt.report()));
  }
}

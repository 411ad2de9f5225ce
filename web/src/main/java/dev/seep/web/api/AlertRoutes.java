package dev.seep.web.api;

import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Silence;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.JsonInput;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import dev.seep.web.json.AlertJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Who was told what, and who is not to be told.
final class AlertRoutes {
  private static final int MOST = 1000;

  private final WatchView view;

  AlertRoutes(WatchView view) {
    this.view = view;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/alerts", (request, _) -> alerts(request)),
        Route.post("/api/v1/alerts/{incident}/acknowledge", this::acknowledge),
        Route.get("/api/v1/silences", (_, _) -> silences()),
        Route.post("/api/v1/silences", (request, _) -> silence(request)),
        Route.delete("/api/v1/silences/{id}", (_, parts) -> endSilence(FindingRoutes.id(parts))));
  }

  private Answer alerts(Request request) {
    int limit = request.query().number("limit", 200, 1, MOST);
    return Answer.json(json -> {
      json.beginList("alerts");
      for (AlertEntry entry : view.alerts(limit)) {
        AlertJson.entry(json.begin(), entry);
        json.end();
      }
      json.endList();
    });
  }

  private Answer acknowledge(Request request, Map<String, String> parts) {
    String by = JsonInput.text(JsonInput.object(request.body()), "by", "");
    String incident = parts.getOrDefault("incident", "");
    String said = Outcome.value(view.acknowledge(incident, by.isEmpty() ? "the page" : by), 404);
    return Answer.json(json -> json.text("incident", incident).text("said", said));
  }

  private Answer silences() {
    return Answer.json(json -> {
      json.beginList("silences");
      for (Silence silence : view.silences()) {
        AlertJson.silence(json.begin(), silence);
        json.end();
      }
      json.endList();
    });
  }

  private Answer silence(Request request) {
    Map<String, Object> fields = JsonInput.object(request.body());
    Map<String, String> matchers = JsonInput.texts(fields, "matchers");
    if (matchers.isEmpty()) {
      throw Refusal.parameter("matchers", "has no label, and would silence everything", "name one");
    }
    Instant from = JsonInput.moment(fields, "from", view.host().at());
    Instant until = JsonInput.moment(fields, "until", Instant.MIN);
    if (!fields.containsKey("until")) {
      until = from.plusSeconds(60L * JsonInput.number(fields, "minutes", 1, 60 * 24 * 366));
    }
    if (!until.isAfter(from)) {
      throw Refusal.parameter("until", "is not after from", "");
    }
    Silence wanted =
        new Silence(
            "",
            matchers,
            from,
            until,
            JsonInput.text(fields, "by", ""),
            JsonInput.text(fields, "comment", ""));
    String id = Outcome.value(view.silence(wanted), 400);
    return Answer.json(201, json -> json.text("id", id))
        .with("Location", "/api/v1/silences/" + Outcome.encoded(id));
  }

  private Answer endSilence(String id) {
    Outcome.value(view.endSilence(id), 404);
    return Answer.empty(204);
  }
}

package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.web.WatchView.HuntState;

/// `/api/v1/hunts/{id}`, without the report.
public final class HuntStateJson {
  private HuntStateJson() {}

  public static void write(Json json, HuntState hunt) {
    json.text("id", hunt.id())
        .number("pid", hunt.pid())
        .real("atSeconds", hunt.atSeconds())
        .real("lengthSeconds", hunt.lengthSeconds())
        .flag("over", hunt.over());
    Parts.textUnlessEmpty(json, "verdict", hunt.verdict());
    Parts.textUnlessEmpty(json, "incident", hunt.incident());
    Parts.textUnlessEmpty(json, "failure", hunt.failure());
  }
}

package dev.seep.contract;

import dev.seep.evidence.Ability;
import dev.seep.evidence.Blind;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import java.util.ArrayList;
import java.util.List;

/// `seep limits --json` and `seep doctor --json`.
public final class ReportJson {
  private ReportJson() {}

  /// A limit's `used` is absent where nothing is used up by it, and its `limit` where there is none
  /// (then `limitUnlimited` is true).
  public static void limits(Json json, LimitReport report) {
    ProcessJson.process(json, report.process());
    json.beginList("limits");
    List<Blind> blind = new ArrayList<>(report.blind());
    for (Limit limit : report.limits()) {
      json.begin().text("name", limit.name()).text("scope", limit.scope());
      json.text("unit", limit.unit()).count("used", limit.used());
      ProcessJson.limit(json, "limit", limit.limit());
      if (limit.share() >= 0) {
        json.real("share", limit.share());
      }
      json.textUnlessEmpty("from", limit.origin()).textUnlessEmpty("raise", limit.raise());
      json.textUnlessEmpty("note", limit.note()).end();
      if (limit.limit() < 0) {
        blind.add(new Blind(limit.name(), "it could not be read", ""));
      }
    }
    json.endList().blind(blind);
  }

  /// What is not available has a line under `blind`, too.
  public static void doctor(Json json, DoctorReport report) {
    json.text("source", report.source().slug()).text("sourceReason", report.sourceReason());
    json.beginList("abilities");
    List<Blind> blind = new ArrayList<>();
    for (Ability ability : report.abilities()) {
      json.begin().text("name", ability.name()).flag("available", ability.available());
      json.text("detail", ability.detail()).textUnlessEmpty("mend", ability.mend()).end();
      if (!ability.available()) {
        blind.add(new Blind(ability.name(), ability.detail(), ability.mend()));
      }
    }
    json.endList();
    HuntJson.cost(json, report.cost());
    json.blind(blind);
  }
}

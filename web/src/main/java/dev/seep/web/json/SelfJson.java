package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.evidence.watch.SelfReport;

/// `/api/v1/self`.
public final class SelfJson {
  private SelfJson() {}

  public static void write(Json json, SelfReport self) {
    Parts.moment(json, "startedAt", self.startedAt());
    Parts.moment(json, "tickAt", self.tickAt());
    json.real("tickMillis", self.tickMillis())
        .number("ticks", self.ticks())
        .number("late", self.late())
        .real("cpuShare", self.cpuShare())
        .real("cpuSeconds", self.cpuSeconds())
        .count("descriptors", self.descriptors())
        .count("descriptorLimit", self.descriptorLimit())
        .count("threads", self.threads())
        .count("residentBytes", self.residentBytes())
        .count("heapUsedBytes", self.heapUsedBytes())
        .count("heapMaxBytes", self.heapMaxBytes())
        .count("storeBytes", self.storeBytes())
        .count("storeLimitBytes", self.storeLimitBytes())
        .count("series", self.series())
        .count("detectorClasses", self.detectorClasses())
        .number("hunts", self.hunts())
        .number("huntsRunning", self.huntsRunning())
        .beginList("budgets");
    for (SelfReport.Budget budget : self.budgets()) {
      json.begin().text("name", budget.name()).text("unit", budget.unit());
      json.real("used", budget.used()).real("allowed", budget.allowed()).end();
    }
    json.endList();
    Parts.texts(json, "shed", self.shed());
    json.blind(self.blind());
  }
}

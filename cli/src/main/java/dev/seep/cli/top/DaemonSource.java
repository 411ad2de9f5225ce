package dev.seep.cli.top;

import dev.seep.cli.daemon.DaemonClient;
import dev.seep.cli.daemon.HoldingJson;
import dev.seep.cli.daemon.JsonTree;
import dev.seep.cli.daemon.WatchJson;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Style;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.WatchedProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A running `seep watch`, by its API.
public final class DaemonSource implements TopSource {
  private static final long POLL_MILLIS = 1000;

  /// A hunt that tells nothing new for so many polls is given up; it goes on in the daemon.
  private static final int PATIENCE_POLLS = 30;

  private final DaemonClient daemon;
  private final InstantSource clock;

  /// @param daemon closed with this
  public DaemonSource(DaemonClient daemon, InstantSource clock) {
    this.daemon = daemon;
    this.clock = clock;
  }

  @Override
  public TopLook look() {
    Reading<JsonTree> processes = daemon.get("/api/v1/processes");
    Reading<JsonTree> findings = daemon.get("/api/v1/findings?open=true");
    Reading<JsonTree> host = daemon.get("/api/v1/host");
    Reading<JsonTree> self = daemon.get("/api/v1/self");
    for (Reading<JsonTree> each : List.of(processes, findings, host, self)) {
      if (each instanceof Reading.Unseen<JsonTree>(Blind blind)) {
        return TopLook.unseen(clock.instant(), blind);
      }
    }
    JsonTree none = JsonTree.missing();
    return look(
        processes.orElse(none), findings.orElse(none), host.orElse(none), self.orElse(none));
  }

  private static TopLook look(JsonTree processes, JsonTree findings, JsonTree host, JsonTree self) {
    List<WatchedProcess> rows = new ArrayList<>();
    for (JsonTree row : processes.at("processes").items()) {
      rows.add(WatchJson.row(row));
    }
    List<TopFinding> open = new ArrayList<>();
    for (JsonTree finding : findings.at("findings").items()) {
      open.add(finding(finding, "standing", finding.at("process", "pid").count(0)));
    }
    return new TopLook(
        host.at("name").text(),
        WatchJson.moment(host.at("at")),
        rows,
        host.at("machine", "openFiles").number(-1),
        WatchJson.limit(host.at("machine"), "maxFiles"),
        open,
        self.at("cpuShare").real(Double.NaN),
        new Cost(self.at("cpuSeconds").real(0), self.at("residentBytes").number(-1)),
        null);
  }

  /// An incident, or a finding of a hunt: what they share has the same names.
  ///
  /// @param standing the name of the field with its word
  private static TopFinding finding(JsonTree finding, String standing, int pid) {
    List<String> evidence = new ArrayList<>(finding.at("evidence").texts());
    evidence.addAll(finding.at("against").texts());
    evidence.addAll(finding.at("remarks").texts());
    JsonTree frames = finding.at("frames");
    return new TopFinding(
        finding.at("id").text(),
        pid,
        finding.at(standing).text(),
        finding.at("what").text(),
        finding.at("peer").text(),
        finding.at("path").text(),
        finding.at("count").number(-1),
        finding.at("resource").text().equals("memory"),
        WatchJson.rate(finding),
        WatchJson.forecast(finding),
        WatchJson.frames(frames.isMissing() ? finding.at("origin", "frames") : frames),
        finding.at("reason").text(),
        finding.at("advice").text(),
        evidence);
  }

  @Override
  public Reading<Holding> holding(ProcessFacts process) {
    return switch (daemon.get("/api/v1/processes/" + process.pid())) {
      case Reading.Unseen<JsonTree>(Blind blind) -> new Reading.Unseen<>(blind);
      case Reading.Seen<JsonTree>(JsonTree seen) -> {
        JsonTree inventory = seen.at("inventory");
        if (inventory.isMissing()) {
          yield new Reading.Unseen<>(
              WatchJson.blinds(seen.at("blind")).stream()
                  .findFirst()
                  .orElse(new Blind("descriptors", "the watch did not tell why", "")));
        }
        yield Reading.seen(
            new Holding(HoldingJson.inventory(inventory), HoldingJson.summary(inventory)));
      }
    };
  }

  @Override
  public Reading<HuntEnd> hunt(
      ProcessFacts process, Consumer<HuntStep> progress, BooleanSupplier stop) {
    return switch (daemon.post("/api/v1/hunts", "{\"pid\":" + process.pid() + "}")) {
      case Reading.Unseen<JsonTree>(Blind blind) -> new Reading.Unseen<>(blind);
      case Reading.Seen<JsonTree>(JsonTree begun) ->
          follow(process.pid(), begun.at("id").text(), progress, stop);
    };
  }

  private Reading<HuntEnd> follow(
      int pid, String id, Consumer<HuntStep> progress, BooleanSupplier stop) {
    String address = "/api/v1/hunts/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    int unheard = 0;
    double before = -1;
    while (!stop.getAsBoolean() && unheard < PATIENCE_POLLS && pause()) {
      switch (daemon.get(address)) {
        case Reading.Unseen<JsonTree> _ -> unheard++;
        case Reading.Seen<JsonTree>(JsonTree state) -> {
          if (state.at("over").flag()) {
            return ended(pid, state);
          }
          double at = state.at("atSeconds").real(0);
          unheard = at > before ? 0 : unheard + 1;
          before = at;
          String leading = state.at("verdict").text();
          progress.accept(new HuntStep(at, state.at("lengthSeconds").real(120), -1, leading));
        }
      }
    }
    return Reading.unseen("the hunt", "it goes on in the watch, and is not followed here", "");
  }

  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Reading<HuntEnd> ended(int pid, JsonTree state) {
    String failure = state.at("failure").text();
    if (!failure.isEmpty()) {
      return Reading.unseen("the hunt", failure, "");
    }
    JsonTree report = state.at("report");
    List<TopFinding> findings = new ArrayList<>();
    for (JsonTree finding : report.at("findings").items()) {
      findings.add(finding(finding, "verdict", pid));
    }
    String verdict = state.at("verdict").text();
    String reason = report.at("reason").text();
    return Reading.seen(
        new HuntEnd(verdict, reason, findings, canvas -> draw(canvas, verdict, reason, findings)));
  }

  private static void draw(
      Canvas canvas, String verdict, String reason, List<TopFinding> findings) {
    canvas.put(Style.BOLD, "hunted: ").put(Style.BOLD, canvas.name(verdict)).put("  ");
    canvas.wrapped(10 + verdict.length(), canvas.name(reason));
    for (TopFinding finding : findings) {
      new FindingCard(canvas).draw(finding);
    }
  }

  @Override
  public String name() {
    return "the watch at " + daemon.base();
  }

  @Override
  public void close() {
    daemon.close();
  }
}

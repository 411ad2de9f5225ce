package dev.seep.cli.top;

import dev.seep.evidence.Cost;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.evidence.watch.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A machine with a server, a crawler that leaks, and a process with a hostile name.
final class Rows {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  static final String HOSTILE = "a\nb\u001b[31m<b>\udcff日本";

  private Rows() {}

  static WatchedProcess row(
      int pid, String name, int open, Standing standing, double perMinute, double leftSeconds) {
    return new WatchedProcess(
        name.equals("nginx")
            ? new Lineage(new Workload(Workload.Kind.UNIT, "nginx.service"), "nginx", 0)
            : null,
        new ProcessFacts(
            new ProcessIdentity(pid, pid),
            1,
            name,
            List.of("/usr/bin/" + name, "--run"),
            pid == 80 ? 33 : 1000,
            NOW.minusSeconds(pid),
            'S',
            pid % 7),
        pid == 80 ? "www-data" : "ada",
        open,
        new DescriptorLimits(1024, 4096),
        pid * 1_000_000L,
        Map.of(),
        perMinute,
        standing,
        Double.isNaN(leftSeconds)
            ? Forecast.NEVER
            : new Forecast(leftSeconds, leftSeconds, leftSeconds),
        List.of(open / 2, open),
        "",
        null);
  }

  static List<WatchedProcess> machine() {
    return List.of(
        row(80, "nginx", 40, Standing.HEALTHY, 0, Double.NaN),
        row(4711, "crawler", 812, Standing.LEAK, 13.2, 960),
        row(66, HOSTILE, 4, Standing.HEALTHY, Double.NaN, Double.NaN));
  }

  static TopLook look(List<WatchedProcess> rows) {
    return new TopLook(
        "host1", NOW, rows, 12_345, 99_999, List.of(), 0.004, new Cost(1, 62_000_000), null);
  }

  static List<Integer> pids(List<WatchedProcess> rows) {
    return rows.stream().map(row -> row.process().pid()).toList();
  }
}

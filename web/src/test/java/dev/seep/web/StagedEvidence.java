package dev.seep.web;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Resource;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the staged processes hold, and what is said of them.
final class StagedEvidence {
  private StagedEvidence() {}

  static Inventory inventory(WatchedProcess row, Instant at) {
    List<Descriptor> descriptors = new ArrayList<>();
    int open = Math.max(0, row.open());
    for (int fd = 0; fd < open; fd++) {
      descriptors.add(
          new Descriptor(fd, resource(fd), 0x801, 10_000 + fd, new OpenFlags(02000002), 0, 0));
    }
    return new Inventory(
        row.process(),
        at,
        Source.EBPF,
        open,
        row.limits(),
        descriptors,
        new MemoryUse(row.residentBytes(), -1, row.residentBytes() / 2, 2_000_000_000L, 0, 300),
        List.of(new Blind("memory.proportionalBytes", "EACCES on smaps_rollup", "run as root")));
  }

  private static Resource resource(int fd) {
    return switch (fd % 4) {
      case 0 -> tcp(SocketState.CLOSE_WAIT, 40_000 + fd % 20_000, new Endpoint("10.0.0.7", 443));
      case 1 -> new Resource.RegularFile("/srv/images/<b>" + fd + "</b>.png", fd % 8 == 1, 4096);
      case 2 -> tcp(SocketState.ESTABLISHED, 30_000 + fd % 20_000, new Endpoint("10.0.1.9", 5432));
      default -> new Resource.EventFd(0, fd);
    };
  }

  private static Socket tcp(SocketState state, int port, Endpoint remote) {
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        null,
        state == SocketState.CLOSE_WAIT,
        new Endpoint("10.0.0.2", port),
        remote,
        "",
        12,
        0,
        new TcpActivity(60_000, 61_000, 0, 0, 20),
        List.of(),
        4026531840L);
  }

  static LimitReport limits(WatchedProcess row) {
    return new LimitReport(
        row.process(),
        List.of(
            new Limit(
                "RLIMIT_NOFILE (soft)",
                "process",
                "descriptors",
                row.open(),
                row.limits().soft(),
                "systemd unit",
                "LimitNOFILE=65536",
                ""),
            new Limit(
                "RLIMIT_AS",
                "process",
                "bytes",
                -1,
                DescriptorLimits.UNLIMITED,
                "prlimit(2)",
                "",
                "")),
        List.of());
  }

  static Incident incident(
      int n, Lineage lineage, ProcessFacts process, Instant now, boolean over) {
    boolean grave = n % 2 == 0;
    return new Incident(
        "i-" + n,
        lineage,
        process,
        grave ? Standing.EXHAUSTED : Standing.LEAK,
        grave ? Severity.CRITICAL : Severity.WARNING,
        LeakClass.CLOSE_WAIT,
        ResourceKind.DESCRIPTOR,
        "sockets whose peer has closed: <script>alert('what')</script>",
        "10.0.0.7:443",
        "",
        List.of(
            new Frame("com.shop.Images.<init>", "Images.java", 71, "shop.jar", "java"),
            new Frame("com.shop.Server.handle", "", 0, "", "")),
        700 + n,
        1000 + n,
        1024,
        new Rate(12.5, 10.25, 14.75),
        new Forecast(300 + n, 200, Double.POSITIVE_INFINITY),
        0.0001,
        "700 sockets stayed in CLOSE_WAIT for longer than any that was closed.",
        "Close the response's body in Images.fetch.",
        List.of(
            "12,000 siblings were closed after 0.2 s", "accept4: too many open files (journal)"),
        now.minusSeconds(7200),
        now.minusSeconds(3600),
        now.minusSeconds(60),
        over ? now.minusSeconds(30) : null,
        over ? "the process was restarted" : "",
        grave);
  }

  static AlertEntry alert(int n, Instant now) {
    return new AlertEntry(
        n,
        now.minusSeconds(60L * n),
        "i-" + n % 4,
        "shop leaks <i>sockets</i>\nSubject: injected",
        "team",
        n % 2 == 0 ? "email" : "slack",
        n % 3 == 0 ? "firing" : "reminder",
        n % 5 == 0 ? "failed" : "sent",
        n % 5 == 0 ? "550 <no such user>" : "",
        1 + n % 3);
  }

  static SelfReport self(Instant started, Instant at, long ticks, int processes) {
    return new SelfReport(
        started,
        at,
        12.5,
        ticks,
        1,
        ticks < 3 ? Double.NaN : 0.006,
        4.2,
        87,
        20_000,
        23,
        98_000_000,
        31_000_000,
        64_000_000,
        12_345_678,
        536_870_912,
        processes * 8,
        processes * 3,
        2,
        0,
        List.of(
            new SelfReport.Budget("cpu", "share of one processor", 0.006, 0.01),
            new SelfReport.Budget("resident memory", "bytes", 98_000_000, 120_000_000)),
        List.of("inventories of processes without growth"),
        List.of(new Blind("unit journals", "no journald runs here", "")));
  }
}

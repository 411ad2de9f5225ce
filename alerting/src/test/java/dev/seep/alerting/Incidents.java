package dev.seep.alerting;

import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The crawler's leak, and others like it.
public final class Incidents {
  public static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");

  private String id = "i-1";
  private String workload = "crawler.service";
  private String name = "tlgs_crawler";
  private String peer = "10.0.0.7:1965";
  private String what = "sockets that were never connected";
  private String function = "trantor::Connector::connect";
  private Severity severity = Severity.WARNING;
  private Standing standing = Standing.LEAK;
  private long count = 791;

  private Incidents() {}

  public static Incidents leak() {
    return new Incidents();
  }

  public static Incidents leak(String id) {
    return new Incidents().id(id);
  }

  public Incidents id(String value) {
    id = value;
    return this;
  }

  public Incidents workload(String value) {
    workload = value;
    return this;
  }

  /// Everything that others chose.
  public Incidents named(String value) {
    workload = value;
    name = value;
    peer = value;
    what = value;
    function = value;
    return this;
  }

  public Incidents severity(Severity value) {
    severity = value;
    return this;
  }

  public Incidents standing(Standing value) {
    standing = value;
    return this;
  }

  public Incidents count(long value) {
    count = value;
    return this;
  }

  public Incident open() {
    return made(null, "");
  }

  public Incident resolved() {
    return made(BEGAN.plusSeconds(7_200), "the process was restarted with a fix");
  }

  private Incident made(@Nullable Instant resolvedAt, String resolution) {
    ProcessFacts process =
        new ProcessFacts(
            new ProcessIdentity(4711, 99),
            1,
            name,
            List.of("/usr/bin/crawler", "--password=hunter2"),
            1000,
            BEGAN.minusSeconds(3_600),
            'S',
            4);
    return new Incident(
        id,
        new Lineage(new Workload(Workload.Kind.UNIT, workload), name, 0),
        process,
        standing,
        severity,
        LeakClass.NEVER_CONNECTED_SOCKET,
        ResourceKind.DESCRIPTOR,
        what,
        peer,
        "",
        List.of(
            new Frame("connect", "", 0, "libc.so.6", "C"),
            new Frame(function, "Connector.cc", 83, "crawler", "C++"),
            new Frame("trantor::TcpClient::connect", "TcpClient.cc", 120, "crawler", "C++")),
        count,
        812,
        1_024,
        new Rate(13.2, 11.9, 14.5),
        new Forecast(960, 720, 1_260),
        1e-9,
        "402 opened here: 284 closed, 118 alive far beyond them",
        "the path that abandons a pending connect must close the descriptor",
        List.of("the journal says: accept4: too many open files"),
        BEGAN,
        BEGAN.plusSeconds(60),
        BEGAN.plusSeconds(120),
        resolvedAt,
        resolution,
        true);
  }
}

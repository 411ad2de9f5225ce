package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Source;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.time.Duration;
import java.util.List;

/// What a hunt may come back with.
final class Reports {
  private Reports() {}

  static HuntReport leak() {
    return report(
        new Verdict.Leak("it grew in four of four quarters and nothing was closed"),
        List.of(neverConnected(), busy()));
  }

  static HuntReport traced() {
    return TracedReports.leak();
  }

  static HuntReport unknown() {
    return report(
        new Verdict.Unknown("three events are too few", Duration.ofMinutes(7)), List.of());
  }

  static HuntReport suspect() {
    return report(new Verdict.Suspect("it grows"), List.of(memory()));
  }

  static HuntReport healthy() {
    return report(new Verdict.Healthy("nothing grows and nothing stays"), List.of());
  }

  static HuntReport denied() {
    return new HuntReport(
        Evidence.crawler(),
        -1,
        Evidence.USUAL,
        new Watched(0, Source.PROCFS, 0, 0, 0, 0, false),
        new Verdict.Unknown("nothing could be read", Duration.ZERO),
        List.of(),
        List.of(new Blind("descriptors of pid 4711", "EACCES on /proc/4711/fd", "sudo seep hunt")),
        new Cost(0.1, 1024));
  }

  private static HuntReport report(Verdict verdict, List<Finding> findings) {
    return new HuntReport(
        Evidence.crawler(),
        812,
        Evidence.USUAL,
        new Watched(120, Source.EBPF, 1204, 1083, 0, 60, false),
        verdict,
        findings,
        List.of(),
        new Cost(0.9, 62_000_000));
  }

  private static Finding neverConnected() {
    return new Finding(
        new Verdict.Leak("it grew in four of four quarters and nothing was closed"),
        LeakClass.NEVER_CONNECTED_SOCKET,
        ResourceKind.DESCRIPTOR,
        "sockets that were never connected",
        791,
        new Rate(13.2, 11, 15.4),
        new Forecast(960, 720, 1260),
        1e-12,
        "",
        "",
        3720,
        -1,
        null,
        new Siblings(402, 284, 0.4),
        null,
        List.of(),
        "the path that abandons a pending connect must close the descriptor",
        List.of("not this: TIME_WAIT (41) and ephemeral ports (0.3 %) are fine"));
  }

  private static Finding busy() {
    return new Finding(
        new Verdict.Healthy("follows load"),
        LeakClass.LOAD,
        ResourceKind.DESCRIPTOR,
        "established connections",
        14,
        Rate.NONE,
        Forecast.NEVER,
        Double.NaN,
        "127.0.0.1:1965",
        "",
        Double.NaN,
        -1,
        null,
        new Siblings(0, 0, Double.NaN),
        null,
        List.of(),
        "",
        List.of());
  }

  private static Finding memory() {
    return new Finding(
        new Verdict.Suspect("it grows"),
        LeakClass.MEMORY,
        ResourceKind.MEMORY,
        "anonymous memory",
        25_270_682,
        new Rate(1_258_291, -10, Double.POSITIVE_INFINITY),
        new Forecast(9000, 3600, Double.POSITIVE_INFINITY),
        Double.NaN,
        "",
        "/srv/" + Evidence.HOSTILE,
        Double.NaN,
        -1,
        null,
        new Siblings(0, 0, Double.NaN),
        null,
        List.of(),
        "look longer",
        List.of());
  }
}

package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.CountPoint;
import dev.seep.evidence.Difference;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.SiteTally;
import dev.seep.evidence.Source;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a hunt with a tracer may come back with.
final class TracedReports {
  static final List<Frame> CONNECT =
      List.of(
          frame("trantor::Connector::connect", "/usr/src/trantor/net/inner/Connector.cc", 83),
          frame("trantor::TcpClient::connect", "/usr/src/trantor/net/TcpClient.cc", 120),
          frame("dremini::GeminiClient::sendRequest", "/srv/dremini/GeminiClient.cpp", 61),
          frame("main", "/srv/tlgs/crawler/main.cpp", 40));

  private static final List<Frame> FETCH =
      List.of(
          frame("trantor::Connector::connect", "/usr/src/trantor/net/inner/Connector.cc", 83),
          frame("trantor::TcpClient::connect", "/usr/src/trantor/net/TcpClient.cc", 120),
          frame("RobotsFetcher::fetch", "/srv/tlgs/crawler/robots.cpp", 112),
          frame("main", "/srv/tlgs/crawler/main.cpp", 44));

  private static final List<Frame> LOG =
      List.of(
          frame("fopen", "", 0),
          frame("Journal::rotate", "/srv/tlgs/crawler/journal.cpp", 27),
          frame("main", "/srv/tlgs/crawler/main.cpp", 31));

  private TracedReports() {}

  static Frame frame(String function, String file, int line) {
    return new Frame(function, file, line, "/usr/bin/tlgs_crawler", "C++");
  }

  static HuntReport leak() {
    return report(List.of(neverConnected())).withGraphs(sites(), growth(691, 812));
  }

  static HuntReport report(List<Finding> findings) {
    return report(findings, new Tracing(1204, 1083, 0, 0, 1204, 0), List.of());
  }

  static HuntReport report(List<Finding> findings, Tracing tracing, List<Blind> blind) {
    return new HuntReport(
        Evidence.crawler(),
        812,
        Evidence.USUAL,
        new Watched(120, Source.EBPF, 1204, 1083, (int) tracing.lost(), 60, false, tracing),
        findings.getFirst().verdict(),
        findings,
        blind,
        new Cost(0.9, 62_000_000));
  }

  static List<SiteTally> sites() {
    return List.of(
        tally(
            1,
            CONNECT,
            histogram(11, 2, 3, 6, 12, 24, 48, 23),
            histogram(5, 4, 9, 61, 120, 80, 10)),
        tally(2, FETCH, histogram(13, 3, 5, 9), histogram(7, 30, 140, 90, 12)),
        tally(3, LOG, histogram(17, 2), histogram(3, 2, 14, 30, 8)));
  }

  static SiteTally tally(int id, List<Frame> frames, List<Integer> ages, List<Integer> lives) {
    long alive = ages.stream().mapToInt(Integer::intValue).sum();
    long closed = lives.stream().mapToInt(Integer::intValue).sum();
    return new SiteTally(new CallSite(id, frames, true, ""), alive, closed, ages, lives);
  }

  /// @param first the bucket of the first count
  static List<Integer> histogram(int first, Integer... counts) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(first, 0));
    all.addAll(List.of(counts));
    return all;
  }

  /// A point a second, wavering around a straight line.
  static List<CountPoint> growth(int from, int to) {
    List<CountPoint> points = new ArrayList<>();
    for (int second = 0; second <= 120; second++) {
      double open = from + (to - from) * second / 120.0;
      int waver = second == 0 || second == 120 ? 0 : second * 7 % 11 - 5;
      points.add(new CountPoint(second, (int) open + waver));
    }
    return points;
  }

  static Finding neverConnected() {
    return neverConnected(new Origin(1, CONNECT, true, 0, Origin.Claim.OPENED_HERE));
  }

  static Finding neverConnected(Origin origin) {
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
        origin,
        new Siblings(402, 284, 0.4),
        new LastUse("connect", "EINPROGRESS", 61),
        List.of(),
        "the path that abandons a pending connect must close the descriptor",
        List.of("not this: TIME_WAIT (41) and ephemeral ports (0.3 %) are fine"),
        List.of(
            new Difference("last use was connect → EINPROGRESS", 1, 0),
            new Difference("never in an epoll set after its first second", 0.97, 0.02)),
        List.of("the pace of the last quarter was lower than that of the first"));
  }

  static Finding closeWait() {
    return new Finding(
        new Verdict.Suspect("20 were opened and stayed, none was closed"),
        LeakClass.CLOSE_WAIT,
        ResourceKind.DESCRIPTOR,
        "connections that the peer has closed and this process has not",
        17,
        new Rate(6.1, 3.2, 9.4),
        new Forecast(2080, 1350, 3970),
        2e-4,
        "127.0.0.1:1965",
        "",
        131,
        -1,
        new Origin(0.8, FETCH, false, 3, Origin.Claim.LEAKED_HERE),
        new Siblings(289, 272, 0.1),
        new LastUse("read", "0", 15),
        List.of(),
        "close on end of file in every handler",
        List.of("sign: they are in CLOSE_WAIT"),
        List.of(new Difference("read returned 0", 1, 0)),
        List.of());
  }

  static HuntReport child(int pid, List<Finding> findings) {
    ProcessFacts facts = Evidence.process(pid, "worker", 60, "/usr/bin/tlgs_crawler", "--worker");
    return new HuntReport(
        facts,
        40,
        Evidence.USUAL,
        new Watched(58, Source.EBPF, 20, 3, 0, 30, false, new Tracing(20, 3, 0, 0, 20, 0)),
        findings.isEmpty() ? new Verdict.Healthy("nothing grows") : findings.getFirst().verdict(),
        findings,
        List.of(),
        new Cost(0.1, 62_000_000));
  }
}

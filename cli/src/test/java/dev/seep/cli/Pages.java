package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Difference;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HeldBy;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.SiteTally;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Verdict;
import dev.seep.evidence.Watched;
import java.util.ArrayList;
import java.util.List;

/// Hunts for the report's page: few and many findings, deep stacks, hostile names.
final class Pages {
  /// What a target may call itself, its files and its functions.
  static final String HOSTILE =
      "</script></style><img src=x onerror=alert(1)>\"'&lt;\u001b[2J\u202edexif\nx\udcff\u2028;`${1}";

  private Pages() {}

  static HuntReport one() {
    return Reports.traced();
  }

  static HuntReport three() {
    Finding healthy = Reports.leak().findings().getLast();
    return TracedReports.report(
            List.of(TracedReports.neverConnected(), TracedReports.closeWait(), healthy),
            new Tracing(1204, 1083, 17, 2, 1221, 40),
            List.of(
                new Blind(
                    "memory of pid 4711",
                    "EACCES on /proc/4711/smaps_rollup",
                    "sudo seep hunt 4711")))
        .withGraphs(TracedReports.sites(), TracedReports.growth(691, 812))
        .withChildren(
            List.of(
                TracedReports.child(4712, List.of()),
                TracedReports.child(4713, List.of(TracedReports.closeWait()))));
  }

  static HuntReport untraced() {
    return Reports.leak();
  }

  /// Forty frames with the names that templates have, beside two short stacks.
  static HuntReport deep() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      frames.add(
          TracedReports.frame(
              "boost::asio::detail::executor_op<boost::asio::detail::binder0<std::_Bind<void"
                  + " (crawler::Session<boost::asio::ip::tcp>::*(std::shared_ptr<crawler::Session"
                  + "<boost::asio::ip::tcp>>))()>>, std::allocator<void>>::step_"
                  + i
                  + "(void*, boost::system::error_code const&)",
              "/usr/include/boost/asio/detail/a_header_with_a_rather_long_name_of_its_own.hpp",
              100 + i));
    }
    Origin origin = new Origin(0.93, frames, false, 12, Origin.Claim.LEAKED_HERE);
    List<SiteTally> sites = new ArrayList<>();
    sites.add(
        TracedReports.tally(
            9,
            frames,
            TracedReports.histogram(12, 3, 9, 30, 70),
            TracedReports.histogram(2, 40, 90, 20)));
    sites.addAll(TracedReports.sites());
    return TracedReports.report(List.of(TracedReports.neverConnected(origin)))
        .withGraphs(sites, TracedReports.growth(691, 812));
  }

  /// The same hostile text in every field that a target, a file system or a peer can choose.
  static HuntReport hostile() {
    Frame frame = new Frame(HOSTILE, HOSTILE, 7, HOSTILE, HOSTILE);
    List<Frame> frames = List.of(frame, new Frame("", "", 0, HOSTILE, ""));
    Finding like = TracedReports.closeWait();
    Finding finding =
        new Finding(
            new Verdict.Leak(HOSTILE),
            like.leakClass(),
            like.resource(),
            HOSTILE,
            17,
            like.rate(),
            like.forecast(),
            0.1,
            HOSTILE,
            HOSTILE,
            5,
            -1,
            new Origin(0.5, frames, false, 2, Origin.Claim.OPENED_HERE),
            like.siblings(),
            new LastUse(HOSTILE, HOSTILE, 1),
            List.of(new HeldBy(HOSTILE, HOSTILE, HOSTILE)),
            HOSTILE,
            List.of(HOSTILE, "sign: " + HOSTILE),
            List.of(new Difference(HOSTILE, 1, 0)),
            List.of(HOSTILE));
    HuntReport report =
        hostile(
            TracedReports.report(
                List.of(finding),
                new Tracing(9, 3, 1, 1, 9, 1),
                List.of(new Blind(HOSTILE, HOSTILE, HOSTILE))));
    List<SiteTally> sites =
        List.of(
            TracedReports.tally(
                1, frames, TracedReports.histogram(3, 4), TracedReports.histogram(2, 5)));
    HuntReport drawn = report.withGraphs(sites, TracedReports.growth(1, 40));
    return drawn.withChildren(List.of(drawn));
  }

  private static HuntReport hostile(HuntReport report) {
    ProcessFacts facts = Evidence.process(66, HOSTILE, 5, HOSTILE, HOSTILE);
    Watched watched = report.watched();
    return new HuntReport(
        facts,
        report.open(),
        report.limits(),
        watched,
        new Verdict.Leak(HOSTILE),
        report.findings(),
        report.blind(),
        report.cost());
  }
}

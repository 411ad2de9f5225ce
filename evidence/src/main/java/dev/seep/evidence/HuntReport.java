package dev.seep.evidence;

import java.util.List;

/// The outcome of a hunt: one verdict over all, and what it rests on, gravest first.
///
/// @param open descriptors held at the end, -1 when not known
/// @param children the processes that the target forked, where they were followed
/// @param sites the places in the code that opened descriptors, and what became of these, the one
///   with the most survivors first; empty when nothing was traced
/// @param growth how many were open as the watch went on, oldest first; empty when nobody counted
public record HuntReport(
    ProcessFacts process,
    int open,
    DescriptorLimits limits,
    Watched watched,
    Verdict verdict,
    List<Finding> findings,
    List<Blind> blind,
    Cost cost,
    List<HuntReport> children,
    List<SiteTally> sites,
    List<CountPoint> growth) {
  public HuntReport {
    sites = List.copyOf(sites);
    growth = List.copyOf(growth);
    children = List.copyOf(children);
    findings = List.copyOf(findings);
    blind = List.copyOf(blind);
  }

  /// The outcome of a hunt that followed nobody else.
  public HuntReport(
      ProcessFacts process,
      int open,
      DescriptorLimits limits,
      Watched watched,
      Verdict verdict,
      List<Finding> findings,
      List<Blind> blind,
      Cost cost) {
    this(process, open, limits, watched, verdict, findings, blind, cost, List.of());
  }

  /// The outcome of a hunt that kept nothing to draw graphs of.
  public HuntReport(
      ProcessFacts process,
      int open,
      DescriptorLimits limits,
      Watched watched,
      Verdict verdict,
      List<Finding> findings,
      List<Blind> blind,
      Cost cost,
      List<HuntReport> children) {
    this(
        process, open, limits, watched, verdict, findings, blind, cost, children, List.of(),
        List.of());
  }

  /// The same with what graphs are drawn of.
  public HuntReport withGraphs(List<SiteTally> places, List<CountPoint> points) {
    return new HuntReport(
        process, open, limits, watched, verdict, findings, blind, cost, children, places, points);
  }

  /// The same with the reports on the children; the gravest verdict among all is that of the whole.
  public HuntReport withChildren(List<HuntReport> reports) {
    Verdict gravest = verdict;
    for (HuntReport child : reports) {
      if (child.verdict.gravity() >= 2 && child.verdict.gravity() > gravest.gravity()) {
        gravest = of(child);
      }
    }
    return new HuntReport(
        process, open, limits, watched, gravest, findings, blind, cost, reports, sites, growth);
  }

  private static Verdict of(HuntReport child) {
    String reason = "in its child " + child.process.pid() + ": " + child.verdict.reason();
    return switch (child.verdict) {
      case Verdict.Leak v -> new Verdict.Leak(reason);
      case Verdict.Suspect v -> new Verdict.Suspect(reason);
      case Verdict.Unknown v -> new Verdict.Unknown(reason, v.needed());
      case Verdict.Healthy v -> new Verdict.Healthy(reason);
    };
  }
}

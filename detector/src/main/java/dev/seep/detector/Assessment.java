package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the detector says of one group of descriptors, of the threads, or of memory.
///
/// @param populations whom it is about, the main one first; more than one when several kinds are
///   always opened together (an epoll instance and its eventfd). A place that stands for many is a
///   pattern (`10.0.0.7:*`, `*:443`, `/srv/*`), or empty for all
/// @param condition the state they share; null for memory
/// @param places number of different peers or path patterns among them
/// @param count members now (bytes for memory)
/// @param gained how many more than at the first look, net; negative when it shrank
/// @param backlog of those now open, how many were there at the first look
/// @param rate growth; for [EvidenceKind#HELD] and [EvidenceKind#SWEPT] how many come to be held
/// @param oldestSeconds age of the oldest member, a lower bound for one older than the watch; NaN
///   when there is none
/// @param falseAlarmProbability that chance alone would show this, for all groups looked at
///   together; NaN when it was not computed
/// @param holdSeconds how long they are held at most, where the evidence is bounded; NaN otherwise
/// @param ceiling count that cannot be passed at this rate and hold time; -1 when unbounded
/// @param examples keys of at most 64 members, oldest first
/// @param sites where the members of the main population were opened, the most frequent first; site
///   0 for those of which nobody saw it. Empty when nothing was traced
public record Assessment(
    List<Population> populations,
    @Nullable Condition condition,
    int places,
    ResourceKind resource,
    EvidenceKind evidence,
    Verdict verdict,
    long count,
    long gained,
    long backlog,
    Rate rate,
    double oldestSeconds,
    double falseAlarmProbability,
    Siblings siblings,
    double holdSeconds,
    long ceiling,
    List<OpenFileKey> examples,
    List<SiteShare> sites) {

  static final int MOST_EXAMPLES = 64;

  /// How many members were opened at one call site.
  ///
  /// @param site id of a [dev.seep.evidence.CallSite]; 0 for not known
  public record SiteShare(int site, long count) {}

  public Assessment {
    if (populations.isEmpty()) {
      throw new IllegalArgumentException("an assessment must be about some population");
    }
    populations = List.copyOf(populations);
    examples = List.copyOf(examples);
    sites = List.copyOf(sites);
  }

  /// One of which no tracer saw where the members were opened.
  public Assessment(
      List<Population> populations,
      @Nullable Condition condition,
      int places,
      ResourceKind resource,
      EvidenceKind evidence,
      Verdict verdict,
      long count,
      long gained,
      long backlog,
      Rate rate,
      double oldestSeconds,
      double falseAlarmProbability,
      Siblings siblings,
      double holdSeconds,
      long ceiling,
      List<OpenFileKey> examples) {
    this(
        populations,
        condition,
        places,
        resource,
        evidence,
        verdict,
        count,
        gained,
        backlog,
        rate,
        oldestSeconds,
        falseAlarmProbability,
        siblings,
        holdSeconds,
        ceiling,
        examples,
        List.of());
  }

  /// The main population.
  public Population population() {
    return populations.get(0);
  }

  /// This one and another whose members are always opened in the same moments, as one.
  Assessment together(Assessment other) {
    List<Population> both = new ArrayList<>(populations);
    both.addAll(other.populations);
    List<OpenFileKey> keys = new ArrayList<>(examples);
    keys.addAll(
        other.examples.subList(
            0, Math.min(other.examples.size(), Math.max(0, MOST_EXAMPLES - examples.size()))));
    return new Assessment(
        both,
        condition,
        Math.max(places, other.places),
        resource,
        evidence,
        verdict,
        count + other.count,
        gained + other.gained,
        backlog + other.backlog,
        new Rate(
            rate.perMinute() + other.rate.perMinute(),
            rate.perMinuteLow() + other.rate.perMinuteLow(),
            rate.perMinuteHigh() + other.rate.perMinuteHigh()),
        Math.max(oldestSeconds, other.oldestSeconds),
        Math.min(falseAlarmProbability, other.falseAlarmProbability),
        new Siblings(
            siblings.opened() + other.siblings.opened(),
            siblings.closed() + other.siblings.closed(),
            siblings.medianLifeSeconds()),
        holdSeconds,
        ceiling,
        keys,
        sites);
  }
}

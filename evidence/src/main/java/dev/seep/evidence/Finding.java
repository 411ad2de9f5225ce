package dev.seep.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a process does not give back (or does, and it was worth saying).
///
/// @param what the subject in plain words: "sockets that were never connected"
/// @param count members now: descriptors, threads, or bytes of memory
/// @param falseAlarmProbability that chance alone would show this much, NaN when not computed
/// @param peer remote end, empty for none
/// @param path path pattern, empty for none
/// @param oldestSeconds age of the oldest member, a lower bound for those older than the watch; NaN
///   when not known
/// @param ceiling the count it can reach at most (rate × hold time) when it is bounded, -1
///   otherwise
/// @param origin who opened them, null until a tracer has seen it
/// @param differences what tells the survivors from their closed siblings, the most telling first
/// @param against what speaks against this finding, in plain words; empty when nothing does
/// @param remarks further plain-word lines ("not this: …")
public record Finding(
    Verdict verdict,
    LeakClass leakClass,
    ResourceKind resource,
    String what,
    long count,
    Rate rate,
    Forecast forecast,
    double falseAlarmProbability,
    String peer,
    String path,
    double oldestSeconds,
    long ceiling,
    @Nullable Origin origin,
    Siblings siblings,
    @Nullable LastUse lastUse,
    List<HeldBy> heldBy,
    String advice,
    List<String> remarks,
    List<Difference> differences,
    List<String> against) {
  public Finding {
    heldBy = List.copyOf(heldBy);
    differences = List.copyOf(differences);
    against = List.copyOf(against);
    remarks = List.copyOf(remarks);
  }

  /// A finding of snapshots alone, which cannot compare those that stayed with those that went.
  public Finding(
      Verdict verdict,
      LeakClass leakClass,
      ResourceKind resource,
      String what,
      long count,
      Rate rate,
      Forecast forecast,
      double falseAlarmProbability,
      String peer,
      String path,
      double oldestSeconds,
      long ceiling,
      @Nullable Origin origin,
      Siblings siblings,
      @Nullable LastUse lastUse,
      List<HeldBy> heldBy,
      String advice,
      List<String> remarks) {
    this(
        verdict,
        leakClass,
        resource,
        what,
        count,
        rate,
        forecast,
        falseAlarmProbability,
        peer,
        path,
        oldestSeconds,
        ceiling,
        origin,
        siblings,
        lastUse,
        heldBy,
        advice,
        remarks,
        List.of(),
        List.of());
  }
}

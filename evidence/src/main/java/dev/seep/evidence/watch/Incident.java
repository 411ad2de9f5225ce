package dev.seep.evidence.watch;

import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cause of trouble in one lineage, from when it was first seen until it is over. It is told
/// once, whatever finds it again.
///
/// @param id short, unique on the host, fit for an address: letters, digits and dashes
/// @param process the last one it was seen in
/// @param standing SUSPECT, LEAK or EXHAUSTED while it is open; HEALTHY is never kept
/// @param leakClass null as long as nobody can tell
/// @param what the subject in plain words: "sockets that were never connected"
/// @param peer remote end, empty for none
/// @param path path pattern, empty for none
/// @param frames who opened them, innermost first; empty when that was not traced
/// @param count members now: descriptors, threads, or bytes
/// @param open descriptors of the whole process, -1 when not known
/// @param limit its soft limit, -1 when not known or for other resources
/// @param reason why this is said, in one sentence
/// @param advice what to change, empty for none
/// @param evidence further lines in plain words: siblings, last use, what was seen in the journal
/// @param since when the growth began, as far as can be told
/// @param openedAt when it was first said
/// @param changedAt when it last changed
/// @param resolvedAt null while it is open
/// @param resolution why it is over, empty while it is open
/// @param hunted whether `hunt` JSON of a closer look is kept with it
public record Incident(
    String id,
    Lineage lineage,
    ProcessFacts process,
    Standing standing,
    Severity severity,
    @Nullable LeakClass leakClass,
    ResourceKind resource,
    String what,
    String peer,
    String path,
    List<Frame> frames,
    long count,
    int open,
    long limit,
    Rate rate,
    Forecast forecast,
    double falseAlarmProbability,
    String reason,
    String advice,
    List<String> evidence,
    Instant since,
    Instant openedAt,
    Instant changedAt,
    @Nullable Instant resolvedAt,
    String resolution,
    boolean hunted) {
  public Incident {
    frames = List.copyOf(frames);
    evidence = List.copyOf(evidence);
  }

  public boolean isOpen() {
    return resolvedAt == null;
  }
}

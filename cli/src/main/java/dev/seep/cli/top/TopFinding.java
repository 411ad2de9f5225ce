package dev.seep.cli.top;

import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Rate;
import java.util.List;

/// What is said about one process: an incident of the watch, or a finding of a hunt.
///
/// @param id of the incident, empty for none
/// @param pid 0 when not known
/// @param standing its word: `leak`, `suspect`, `exhausted`
/// @param what the subject in plain words
/// @param count members now, -1 when not known; bytes where `bytes` says so
/// @param frames who opened them, innermost first; empty when that was not traced
/// @param evidence further lines in plain words
public record TopFinding(
    String id,
    int pid,
    String standing,
    String what,
    String peer,
    String path,
    long count,
    boolean bytes,
    Rate rate,
    Forecast forecast,
    List<Frame> frames,
    String reason,
    String advice,
    List<String> evidence) {
  public TopFinding {
    frames = List.copyOf(frames);
    evidence = List.copyOf(evidence);
  }
}

package dev.seep.cli.render;

import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Source;
import dev.seep.evidence.Tracing;
import dev.seep.evidence.Watched;
import java.util.ArrayList;
import java.util.List;

/// How a process was watched, and how far that can be relied upon.
public final class WatchedWords {
  private WatchedWords() {}

  /// `watched for 2m00s through eBPF, traced: 1,204 opened, 1,083 closed`.
  public static String line(Watched watched) {
    StringBuilder text = new StringBuilder(96);
    text.append("watched for ").append(Figures.span(watched.seconds())).append(" through ");
    text.append(PsScreen.sourceName(watched.source().slug()));
    Tracing tracing = watched.tracing();
    if (tracing != null) {
      text.append(", traced: ").append(tracing.lost() > 0 ? "at least " : "");
      opened(text, tracing.opened(), tracing.closed());
    } else {
      if (watched.looks() > 0) {
        text.append(" in ").append(PsScreen.plural(watched.looks(), "look", "looks"));
      }
      // Between two looks a descriptor may open and close unseen, whatever the source of the looks.
      boolean snapshots = watched.looks() > 0 || watched.source() == Source.PROCFS;
      text.append(snapshots ? ": at least " : ": ");
      opened(text, watched.opened(), watched.closed());
    }
    return text.append(watched.interrupted() ? " (stopped early, as you asked)" : "").toString();
  }

  private static void opened(StringBuilder text, long opened, long closed) {
    text.append(Figures.grouped(opened)).append(" opened, ");
    text.append(Figures.grouped(closed)).append(" closed");
  }

  /// What takes away from it, or goes on beside it, each with its meaning; empty when nothing does.
  public static List<String> reservations(Watched watched) {
    List<String> all = new ArrayList<>();
    for (Exhaustion each : watched.exhausted()) {
      all.add(each.words() + ": " + each.meaning());
    }
    Tracing tracing = watched.tracing();
    long lost = tracing == null ? watched.dropped() : Math.max(tracing.lost(), watched.dropped());
    if (lost > 0) {
      all.add(
          (lost == 1 ? "1 event lost" : Figures.grouped(lost) + " events lost")
              + ": some lives are not in these figures, and some descriptors have no stack");
    }
    if (tracing != null && tracing.unmatched() > 0) {
      all.add(
          PsScreen.plural(tracing.unmatched(), "descriptor", "descriptors")
              + " unmatched: the tracer and the fd folder do not agree, so their origin is open");
    }
    if (tracing != null && tracing.brokenStacks() > 0) {
      all.add(
          Figures.grouped(tracing.brokenStacks())
              + " of "
              + Figures.grouped(tracing.stacks())
              + " call stacks cut short: the outer frames of these are missing");
    }
    return all;
  }
}

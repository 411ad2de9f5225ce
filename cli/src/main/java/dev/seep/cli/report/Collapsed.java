package dev.seep.cli.report;

import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.SiteTally;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The descriptors that are still open, by the stack that opened them, one line a stack:
/// `main;run;connect 118`, the outermost function first. `flamegraph.pl` and speedscope read it.
///
/// The format knows no escape: a semicolon in a name, and whatever would break a line, is written
/// as [KernelText#printable] writes what cannot be printed. So are quotes: older `flamegraph.pl`
/// put a name between quotes into the script of its picture, and a target chooses its names.
public final class Collapsed {
  private Collapsed() {}

  /// Those of the target and of its children; empty when no birth was seen.
  public static String of(HuntReport report) {
    Map<String, Long> counts = new TreeMap<>();
    count(report, counts);
    StringBuilder lines = new StringBuilder(4096);
    counts.forEach((stack, count) -> lines.append(stack).append(' ').append(count).append('\n'));
    return lines.toString();
  }

  private static void count(HuntReport report, Map<String, Long> counts) {
    for (SiteTally tally : report.sites()) {
      if (tally.alive() > 0) {
        counts.merge(folded(tally), tally.alive(), Long::sum);
      }
    }
    report.children().forEach(child -> count(child, counts));
  }

  private static String folded(SiteTally tally) {
    return Stacks.outermostFirst(tally.site()).stream()
        .map(Collapsed::name)
        .collect(Collectors.joining(";"));
  }

  private static String name(Frame frame) {
    return KernelText.printable(Stacks.name(frame))
        .replace(";", "\\x3b")
        .replace("'", "\\x27")
        .replace("\"", "\\x22");
  }
}

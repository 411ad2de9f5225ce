package dev.seep.cli.top;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.PsScreen;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.evidence.watch.Workload;
import java.util.Locale;

/// What a row is called.
final class TopNames {
  private TopNames() {}

  /// Harmless for the terminal: `nginx.service: nginx: worker process`.
  static String shown(Canvas canvas, WatchedProcess row) {
    String command = PsScreen.command(canvas, row.process());
    String workload = workload(row);
    return workload.isEmpty() ? command : canvas.name(workload) + canvas.glyphs().dot() + command;
  }

  /// As it sorts.
  static String raw(WatchedProcess row) {
    String workload = workload(row);
    return workload.isEmpty() ? row.process().name() : workload;
  }

  /// Only one that says more than the command does.
  private static String workload(WatchedProcess row) {
    Lineage lineage = row.lineage();
    return lineage == null || lineage.workload().kind() == Workload.Kind.COMMAND
        ? ""
        : lineage.workload().name();
  }

  /// Whether the text stands in its name, command line, workload or user, or is its pid.
  static boolean matches(WatchedProcess row, String lowerCaseText) {
    return lowerCaseText.isEmpty()
        || contains(row.process().name(), lowerCaseText)
        || contains(String.join(" ", row.process().command()), lowerCaseText)
        || contains(workload(row), lowerCaseText)
        || Integer.toString(row.process().pid()).equals(lowerCaseText);
  }

  private static boolean contains(String text, String lowerCaseText) {
    return text.toLowerCase(Locale.ROOT).contains(lowerCaseText);
  }
}

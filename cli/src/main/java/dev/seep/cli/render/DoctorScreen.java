package dev.seep.cli.render;

import dev.seep.evidence.Ability;
import dev.seep.evidence.DoctorReport;

/// `seep doctor`: what can be seen here, what not, and what Seep costs.
public final class DoctorScreen {
  private DoctorScreen() {}

  public static void draw(Canvas canvas, DoctorReport report) {
    canvas.put(Style.BOLD, "reads through " + PsScreen.sourceName(report.source().slug()));
    canvas.put(": ").wrapped(2, canvas.name(report.sourceReason()));
    canvas.line();
    int widest = 0;
    for (Ability ability : report.abilities()) {
      widest = Math.max(widest, DisplayWidth.of(canvas.name(ability.name())));
    }
    int indent = 5 + widest + 2;
    for (Ability ability : report.abilities()) {
      String name = canvas.name(ability.name());
      canvas.put(
          ability.available() ? Style.GREEN : Style.RED, ability.available() ? "yes" : "no ");
      canvas.put("  ").put(name).spaces(widest - DisplayWidth.of(name) + 2);
      canvas.wrapped(indent, canvas.name(ability.detail()));
      if (!ability.mend().isEmpty()) {
        canvas.spaces(indent).put("mend: ").line(canvas.name(ability.mend()));
      }
    }
    canvas.line().put("Seep itself used ");
    canvas.put(Figures.decimal(report.cost().cpuSeconds(), 2) + " s of CPU");
    canvas
        .put(" and " + Figures.bytes(report.cost().residentBytes()) + " of memory so far.")
        .line();
  }
}

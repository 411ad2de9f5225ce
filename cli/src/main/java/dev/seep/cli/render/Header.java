package dev.seep.cli.render;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
import java.time.Instant;

/// The first line of every screen about one process.
public final class Header {
  private Header() {}

  /// `tlgs_crawler · pid 248298 · up 3h12m`.
  static Canvas begin(Canvas canvas, ProcessFacts process, Instant now) {
    return canvas
        .put(Style.BOLD, canvas.name(process.name()))
        .dot()
        .put("pid " + process.pid())
        .dot()
        .put("up " + PsScreen.age(process, now));
  }

  /// `812 of 1,024 descriptors`.
  public static String used(int open, DescriptorLimits limits) {
    String held = open < 0 ? "an unknown number" : Figures.grouped(open);
    return held + " of " + Figures.limit(limits.soft()) + " descriptors";
  }
}

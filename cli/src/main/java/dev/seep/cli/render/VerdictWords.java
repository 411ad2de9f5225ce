package dev.seep.cli.render;

import dev.seep.evidence.Verdict;

/// The one word that a verdict is told by, and its colour.
public final class VerdictWords {
  private VerdictWords() {}

  public static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy _ -> "OK";
      case Verdict.Suspect _ -> "SUSPECT";
      case Verdict.Leak _ -> "LEAK";
      case Verdict.Unknown _ -> "UNKNOWN";
    };
  }

  static Style style(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy _ -> Style.GREEN;
      case Verdict.Suspect _ -> Style.YELLOW;
      case Verdict.Leak _ -> Style.ALARM;
      case Verdict.Unknown _ -> Style.CYAN;
    };
  }

  /// How much longer to look, and by which command; empty when looking does not help.
  ///
  /// @param watchedSeconds for how long it was watched so far
  public static String needed(Verdict verdict, int pid, double watchedSeconds) {
    if (!(verdict instanceof Verdict.Unknown unknown) || !unknown.needed().isPositive()) {
      return "";
    }
    double seconds = unknown.needed().toMillis() / 1e3;
    long minutes = (long) Math.ceil((watchedSeconds + seconds) / 60);
    return "about " + Figures.span(seconds) + " more: seep hunt " + pid + " --for " + minutes + "m";
  }
}

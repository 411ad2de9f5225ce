package dev.seep.score;

import dev.seep.casebook.Place;
import dev.seep.casebook.Truth;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Origin;
import dev.seep.evidence.ResourceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Findings and truths in few words, for the list of misses.
final class Said {
  private static final int FRAMES = 3;

  private Said() {}

  /// `suspect close-wait 127.0.0.1:1965, +58.3 a minute: it grows …`.
  static String inShort(Finding finding) {
    String unit = finding.resource() == ResourceKind.MEMORY ? " bytes" : "";
    double perMinute = finding.rate().perMinute();
    String rate = String.format(Locale.ROOT, ", %+.1f%s a minute", perMinute, unit);
    return (finding.verdict().slug() + " " + finding.leakClass().slug() + " ")
            .concat(place(finding.peer(), finding.path()))
            .strip()
        + rate
        + ": "
        + finding.verdict().reason();
  }

  static String inShort(Truth truth) {
    return (truth.leakClass() + " " + place(truth.peer(), truth.path())).strip();
  }

  static String place(String peer, String path) {
    return (peer + " " + path).strip();
  }

  static String opener(Truth truth) {
    String opener = name(truth.openedAt().isEmpty() ? List.of() : truth.openedAt().subList(0, 1));
    if (!truth.unknowable().isEmpty()) {
      return "what cannot be known (" + truth.unknowable() + ")";
    }
    return truth.caller().isEmpty() ? opener : opener + " < " + name(truth.caller().subList(0, 1));
  }

  private static String name(List<Place> places) {
    return String.join(
        "",
        places.stream()
            .map(at -> at.function() + " (" + fileName(at.file()) + ":" + at.line() + ")")
            .toList());
  }

  /// The innermost frames.
  static String opener(Finding finding) {
    Origin origin = finding.origin();
    if (origin == null || origin.frames().isEmpty()) {
      return "anybody named";
    }
    List<Frame> frames = origin.frames();
    return String.join(" < ", frames.stream().limit(FRAMES).map(Said::frame).toList());
  }

  private static String frame(Frame frame) {
    String function = frame.function().isEmpty() ? "?" : frame.function();
    String place =
        frame.line() > 0 ? fileName(frame.file()) + ":" + frame.line() : fileName(frame.module());
    return place.isEmpty() ? function : function + " (" + place + ")";
  }

  private static String fileName(String path) {
    Path name = path.isEmpty() ? null : Path.of(path).getFileName();
    return name == null ? path : name.toString();
  }
}

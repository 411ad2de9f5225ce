package dev.seep.export;

import dev.seep.evidence.KernelText;

/// What becomes of names on their way to another monitor. They come from the kernel and are chosen
/// by whoever runs the processes.
final class LabelText {
  /// Longer than any unit or container name, short enough for receivers that refuse long values
  /// (Grafana Mimir: 2,048 bytes, VictoriaMetrics: 4,096).
  static final int MOST_CHARACTERS = 1000;

  private LabelText() {}

  /// A label's value that is inert on a terminal, as `/metrics` is often read on one, and valid
  /// UTF-8. Text without control characters stays what it is, backslashes included, so that it is
  /// the same word as in other exporters (`dev-disk-by\x2dlabel.mount`).
  static String value(String text) {
    String cut = text.length() <= MOST_CHARACTERS ? text : shortened(text);
    if (cut.indexOf('\\') < 0) {
      return KernelText.printable(cut);
    }
    String others = cut.replace("\\", "");
    return KernelText.printable(others).equals(others) ? cut : KernelText.printable(cut);
  }

  private static String shortened(String text) {
    int end = MOST_CHARACTERS - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /// `[a-zA-Z_:][a-zA-Z0-9_:]*`, other characters made `_`.
  static String metricName(String name) {
    return cleaned(name, true);
  }

  /// `[a-zA-Z_][a-zA-Z0-9_]*`, other characters made `_`.
  static String labelName(String name) {
    return cleaned(name, false);
  }

  private static String cleaned(String name, boolean colons) {
    for (int i = 0; i < name.length(); i++) {
      if (!isNamePart(name.charAt(i), i, colons)) {
        return rewritten(name, colons);
      }
    }
    return name.isEmpty() ? "_" : name;
  }

  private static String rewritten(String name, boolean colons) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      out.append(isNamePart(name.charAt(i), i, colons) ? name.charAt(i) : '_');
    }
    return out.toString();
  }

  private static boolean isNamePart(char c, int at, boolean colons) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return letter || (colons && c == ':') || (at > 0 && c >= '0' && c <= '9');
  }
}

package dev.seep.alerting.message;

/// Shortens texts for receivers that refuse long ones.
public final class Cut {
  private Cut() {}

  /// At most `most` UTF-16 units, the last of them `…` where something is missing; no character is
  /// halved.
  public static String to(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /// At most `most` bytes of UTF-8, three of them for the `…` where something is missing.
  public static String toBytes(String text, int most) {
    int bytes = 0;
    int fits = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (bytes <= most - 3) {
        fits = i;
      }
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > most) {
        return text.substring(0, fits) + "…";
      }
      i += Character.charCount(point);
    }
    return text;
  }
}

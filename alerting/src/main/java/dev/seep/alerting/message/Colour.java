package dev.seep.alerting.message;

import dev.seep.evidence.watch.Severity;

/// The stripe beside a message.
public enum Colour {
  RED(0xb3261e),
  AMBER(0xb26a00),
  GREEN(0x2e7d32);

  private final int rgb;

  Colour(int rgb) {
    this.rgb = rgb;
  }

  public static Colour of(Notice.Item item) {
    if (item.isResolved()) {
      return GREEN;
    }
    return item.message().severity() == Severity.CRITICAL ? RED : AMBER;
  }

  public int rgb() {
    return rgb;
  }

  /// `#b3261e`.
  public String hex() {
    return String.format("#%06x", rgb);
  }
}

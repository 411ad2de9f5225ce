package dev.seep.cli.render;

/// The signs of a screen: those of Unicode, or their stand-ins where the terminal's character set
/// has none.
///
/// @param unicode names and paths may be shown in any script, too
public record Glyphs(
    boolean unicode, String dot, String ellipsis, String range, String arrow, String never) {
  public static final Glyphs UNICODE = new Glyphs(true, " · ", "…", "–", "→", "∞");
  public static final Glyphs ASCII = new Glyphs(false, " - ", "..", "-", "->", "never");

  private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

  /// A bar of `width` columns, filled up to `share` (0 to 1; more is full, less is empty).
  public String bar(double share, int width) {
    StringBuilder bar = new StringBuilder(width);
    double filled = Math.clamp(share, 0, 1) * width;
    if (!unicode) {
      int whole = (int) Math.round(filled);
      return bar.repeat('#', whole).repeat('.', width - whole).toString();
    }
    int eighths = (int) Math.round(filled * 8);
    bar.repeat('█', eighths / 8);
    int rest = eighths % 8;
    if (rest > 0) {
      bar.append(EIGHTHS.charAt(rest - 1));
    }
    return bar.repeat(' ', width - (eighths + 7) / 8).toString();
  }
}

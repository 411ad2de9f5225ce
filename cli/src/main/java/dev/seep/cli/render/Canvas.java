package dev.seep.cli.render;

import dev.seep.evidence.KernelText;

/// A screen being written: text with styles, in the signs and colours that the terminal has.
///
/// Whatever comes from the kernel or a process goes through [#name]; the rest is Seep's own words.
public final class Canvas {
  /// Wide enough for any line: what is written to a file or a pipe is not cut.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final StringBuilder text = new StringBuilder(4096);
  private final boolean colour;
  private final Glyphs glyphs;
  private final int width;

  /// @param width columns of the terminal, [#UNLIMITED] for no terminal
  public Canvas(boolean colour, Glyphs glyphs, int width) {
    this.colour = colour;
    this.glyphs = glyphs;
    this.width = width;
  }

  public Glyphs glyphs() {
    return glyphs;
  }

  public boolean coloured() {
    return colour;
  }

  public int width() {
    return width;
  }

  public Canvas put(String words) {
    text.append(words);
    return this;
  }

  public Canvas put(Style style, String words) {
    if (!colour || style == Style.PLAIN || words.isEmpty()) {
      text.append(words);
    } else {
      text.append("\033[").append(style.parameter()).append('m').append(words).append("\033[0m");
    }
    return this;
  }

  public Canvas dot() {
    text.append(glyphs.dot());
    return this;
  }

  public Canvas spaces(int count) {
    text.repeat(' ', Math.max(0, count));
    return this;
  }

  public Canvas line() {
    text.append('\n');
    return this;
  }

  public Canvas line(String words) {
    text.append(words).append('\n');
    return this;
  }

  /// A name or path that others chose, made harmless for this terminal.
  public String name(String raw) {
    String shown = KernelText.printable(raw);
    return glyphs.unicode() ? shown : asciiOnly(shown);
  }

  /// Words broken at spaces to fit the terminal; lines after the first begin with `indent` spaces,
  /// which the first is taken to have behind it.
  public Canvas wrapped(int indent, String words) {
    int room = Math.max(20, width - indent);
    int from = 0;
    while (DisplayWidth.of(words.substring(from)) > room) {
      int cut = words.lastIndexOf(' ', Math.min(words.length() - 1, from + room));
      if (cut <= from) {
        cut = words.indexOf(' ', from + 1);
      }
      if (cut < 0) {
        break;
      }
      text.append(words, from, cut).append('\n').repeat(' ', indent);
      from = cut + 1;
    }
    text.append(words, from, words.length()).append('\n');
    return this;
  }

  private static String asciiOnly(String shown) {
    StringBuilder out = null;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c >= 0x7f && out == null) {
        out = new StringBuilder(shown.length() + 16).append(shown, 0, i);
      }
      if (out != null) {
        if (c < 0x7f) {
          out.append(c);
        } else {
          String hex = Integer.toHexString(c);
          out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
        }
      }
    }
    return out == null ? shown : out.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

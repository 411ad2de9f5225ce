package dev.seep.cli.report;

import dev.seep.evidence.KernelText;

/// A page being written. Tags and attribute names are Seep's own; every text and every value goes
/// through [#escaped], whoever chose it.
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /// Markup of Seep's own, as it stands.
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /// Text of anybody.
  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /// An element that holds text alone.
  ///
  /// @param tag its name, and attributes of Seep's own
  Html element(String tag, String text) {
    int space = tag.indexOf(' ');
    raw("<").raw(tag).raw(">").text(text);
    return raw("</").raw(space < 0 ? tag : tag.substring(0, space)).raw(">");
  }

  /// ` name="value"`, for a tag that is being written.
  Html attribute(String name, String value) {
    return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
  }

  /// A table behind a graph, for those who read no graphs.
  Html beginTable(String summary, String... headings) {
    raw("<details><summary>").text(summary).raw("</summary><div class=\"wide\"><table><thead><tr>");
    for (String heading : headings) {
      element("th scope=\"col\"", heading);
    }
    return raw("</tr></thead><tbody>\n");
  }

  Html row(String... cells) {
    raw("<tr>");
    for (String cell : cells) {
      element("td", cell);
    }
    return raw("</tr>\n");
  }

  Html endTable() {
    return raw("</tbody></table></div></details>\n");
  }

  /// Harmless in HTML, in any quotes: control characters, bidirectional overrides and undecodable
  /// bytes are shown as escapes, and what HTML would take for markup is written as references.
  static String escaped(String text) {
    String shown = KernelText.printable(text);
    StringBuilder out = null;
    for (int i = 0; i < shown.length(); i++) {
      String reference = reference(shown.charAt(i));
      if (!reference.isEmpty() && out == null) {
        out = new StringBuilder(shown.length() + 32).append(shown, 0, i);
      }
      if (out != null) {
        if (reference.isEmpty()) {
          out.append(shown.charAt(i));
        } else {
          out.append(reference);
        }
      }
    }
    return out == null ? shown : out.toString();
  }

  private static String reference(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
